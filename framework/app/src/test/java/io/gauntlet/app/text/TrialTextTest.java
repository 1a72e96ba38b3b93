package io.gauntlet.app.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TrialTextTest {
    private static String value(String json) throws Exception {
        return TrialText.value(new ObjectMapper().readTree(json));
    }

    @Test
    void parametersAreShownWhateverTheirType() throws Exception {
        assertEquals("cross-entropy", value("\"cross-entropy\""));
        assertEquals("0.5", value("0.5"));
        assertEquals("[1,2]", value("[1, 2]"));
        assertEquals("sha256:0123456789abcdef", value("{\"bits\":\"AA==\",\"sha256\":\"0123456789abcdef0123\"}"));
    }
}
