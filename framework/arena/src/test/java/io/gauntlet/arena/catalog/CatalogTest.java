package io.gauntlet.arena.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Ensemble;
import io.gauntlet.arena.InvalidInputException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CatalogTest {
    private final Catalog catalog = SampleCatalog.catalog();

    @Test
    void findsAndListsByKind() {
        assertEquals(
                "pgd",
                catalog.find(Kind.ATTACK, "pgd").attack().info().description().id());
        assertEquals(
                "rotate",
                catalog.find(Kind.TRANSFORMATION, "rotate")
                        .transformation()
                        .description()
                        .id());
        assertEquals(
                "mnist",
                catalog.find(Kind.DATA_SET, "mnist").dataSet().description().id());
        assertEquals(
                "mlp",
                catalog.find(Kind.ARCHITECTURE, "mlp")
                        .architecture()
                        .description()
                        .id());
        assertEquals(
                List.of("eot-pgd", "noise", "pgd"),
                catalog.all(Kind.ATTACK).stream().map(Registered::id).toList());
        assertEquals(List.of("adversarial-training", "imported", "none", "smooth"), catalog.ids(Kind.DEFENSE));
    }

    private static AttackFactory<NoParameters> attack(String id, Attack made, String... parts) {
        Description description = new Description(id, "2", id, List.of(), "");
        AttackInfo info = new AttackInfo(
                description, AttackInfo.Kind.FIXED_EPSILON, Set.of(Norm.LINF), Knowledge.LABEL, false, false, "none");
        return new AttackFactory<>(info, NoParameters.class, any -> made, any -> Set.of(parts));
    }

    @Test
    void whatAPlugInIsMadeOfIsFoundAlsoIndirectly() {
        Attack alone = (rows, target, fitted) -> {
            throw new AssertionError("Nobody plays.");
        };
        AttackFactory<NoParameters> inner = attack("inner", alone, "transformation/rotate");
        Ensemble team = threatModel -> List.of(new Ensemble.Member(inner.info(), alone));
        Plugin plugin = new Plugin() {
            @Override
            public List<AttackFactory<?>> attacks() {
                return List.of(
                        inner,
                        attack("outer", alone, "attack/inner", "attack/outer"),
                        attack("team", team),
                        attack("lost", alone, "architecture/small_cnn"));
            }
        };
        List<Registered> all = new ArrayList<>(Registered.of(new SampleCatalog(), "sample.jar", "ab"));
        all.addAll(Registered.of(plugin, "more.jar", "cd"));
        Catalog both = new Catalog(all);
        JsonNode none = JsonNodeFactory.instance.objectNode();
        List<Dependency> parts = List.of(
                new Dependency(Kind.ATTACK, "inner", "2", "cd"),
                new Dependency(Kind.TRANSFORMATION, "rotate", "1", "ab"));
        for (String id : List.of("outer", "team")) {
            assertEquals(parts, both.find(Kind.ATTACK, id).dependencies(none, both), id);
        }
        assertEquals(List.of(), both.find(Kind.TRANSFORMATION, "rotate").dependencies(none, both));
        assertEquals("attack/inner@2", parts.get(0).target());
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> both.find(Kind.ATTACK, "lost").dependencies(none, both));
        assertEquals(
                "The attack 'lost' works with the architecture 'small_cnn', and there is none of that name. Did you mean"
                        + " 'small-cnn'? There are: mlp, small-cnn.",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ATTACK | pdg | There is no attack named 'pdg'. Did you mean 'pgd'? `./gauntlet plugins` lists them all.",
                "ATTACK | PGD | There is no attack named 'PGD'. Did you mean 'pgd'? `./gauntlet plugins` lists them all.",
                "ATTACK | zebra | There is no attack named 'zebra'. `./gauntlet plugins` lists them all.",
                "ARCHITECTURE | small_cnn | There is no architecture named 'small_cnn'. Did you mean 'small-cnn'?"
                        + " `./gauntlet plugins` lists them all.",
                "DATA_SET | minst | There is no data set named 'minst'. Did you mean 'mnist'? `./gauntlet plugins` lists"
                        + " them all.",
            })
    void namesTheNearest(Kind kind, String id, String sentence) {
        assertEquals(
                sentence,
                assertThrows(InvalidInputException.class, () -> catalog.find(kind, id))
                        .getMessage());
    }

    @Test
    void refusesTwoOfOneName() {
        List<Registered> twice = new ArrayList<>(catalog.all(Kind.ATTACK));
        twice.addAll(Registered.of(new SampleCatalog(), "other.jar", "cd"));
        assertEquals(
                "There are two attacks named 'pgd': one in sample.jar and one in other.jar. Remove one of these jars.",
                assertThrows(InvalidInputException.class, () -> new Catalog(twice))
                        .getMessage());
        List<Registered> same = new ArrayList<>(catalog.all(Kind.DATA_SET));
        same.addAll(catalog.all(Kind.DATA_SET));
        assertEquals(
                "There are two data sets named 'mnist': both are in sample.jar. Give one of them another id.",
                assertThrows(InvalidInputException.class, () -> new Catalog(same))
                        .getMessage());
    }

    @Test
    void plugInsOfDifferentKindsMayShareAnId() {
        Registered none = catalog.find(Kind.DEFENSE, "none");
        Registered noise = catalog.find(Kind.ATTACK, "noise");
        Registered alike =
                new Registered(Kind.ATTACK, none.description(), "a.jar", "ab", noise.parameters(), noise.brought());
        Catalog both = new Catalog(List.of(none, alike));
        assertEquals(alike, both.find(Kind.ATTACK, "none"));
        assertEquals(none, both.find(Kind.DEFENSE, "none"));
    }

    @Test
    void whatIsBroughtIsOfTheKind() {
        Registered none = catalog.find(Kind.DEFENSE, "none");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Registered(
                        Kind.ATTACK, none.description(), "a.jar", "ab", none.parameters(), none.brought()));
    }
}
