package io.gauntlet.store;

import java.sql.SQLException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The hash chain finds what was changed behind the application's back. */
class ChainTest {
    private static Database database;

    @BeforeAll
    static void open() throws SQLException {
        database = TestServer.open(ChainTest.class);
        for (int i = 0; i < 10; i++) {
            database.events().commit(Commit.of(append("chain-1", event("{\"i\":" + i + "}"))));
        }
        TestServer.execute(database, "create table sound as select * from event");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void restore() throws SQLException {
        tamper("delete from event; insert into event select * from sound");
    }

    @Test
    void aSoundLogVerifiesFromAnywhere() {
        assertEquals(10, database.events().verifyChain(0).checked());
        assertTrue(database.events().verifyChain(0).intact());
        assertEquals(4, database.events().verifyChain(6).checked());
        assertTrue(database.events().verifyChain(6).intact());
        assertTrue(database.events().verifyChain(10).intact());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = gen_random_uuid()",
                "stream = 'chain-2'",
                "version = 99",
                "type = 'tested'",
                "schema_version = 2",
                "data = '{\"i\":4 }'",
                "meta = '{ }'",
                "recorded_at = recorded_at + interval '1 microsecond'",
                "content_hash = set_byte(content_hash, 7, get_byte(content_hash, 7) # 1)",
                "link = set_byte(link, 31, get_byte(link, 31) # 1)"
            })
    void everyChangedColumnIsFound(String change) throws SQLException {
        tamper("update event set " + change + " where position = 5");
        ChainReport report = database.events().verifyChain(0);
        assertEquals(5, report.difference().orElseThrow().position(), report.toString());
        assertEquals(4, report.checked());
    }

    @Test
    void aRemovedEventIsFound() throws SQLException {
        tamper("delete from event where position = 3");
        assertEquals(
                3, database.events().verifyChain(0).difference().orElseThrow().position());
    }

    @Test
    void aCutTailIsFoundByTheHead() throws SQLException {
        tamper("delete from event where position > 8");
        assertEquals(
                9, database.events().verifyChain(0).difference().orElseThrow().position());
    }

    private void tamper(String sql) throws SQLException {
        TestServer.execute(database, "set session_replication_role = replica; " + sql);
    }
}
