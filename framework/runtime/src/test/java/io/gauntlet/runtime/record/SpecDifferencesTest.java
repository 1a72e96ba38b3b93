package io.gauntlet.runtime.record;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SpecDifferencesTest {
    private static List<String> of(String first, String second) throws Exception {
        return SpecDifferences.of(json(first), json(second)).stream()
                .map(one -> one.path() + " " + one.first() + " " + one.second())
                .toList();
    }

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void equalSpecsDoNotDiffer() throws Exception {
        assertEquals(List.of(), of("{'a': [1, {'label': 'x'}]}", "{'a': [1, {'label': 'x'}]}"));
    }

    @Test
    void playersAreComparedByTheirLabels() throws Exception {
        assertEquals(
                List.of("attackers.pgd.params.steps 40 20", "attackers.fgsm null {\"label\":\"fgsm\"}"),
                of(
                        "{'attackers': [{'label': 'pgd', 'params': {'steps': 40}}]}",
                        "{'attackers': [{'label': 'fgsm'}, {'label': 'pgd', 'params': {'steps': 20}}]}"));
    }

    @Test
    void listsWithoutLabelsAreComparedAsAWhole() throws Exception {
        assertEquals(
                List.of("samples [\"0-99\"] [\"0-9\"]", "mode null \"verdict\""),
                of("{'samples': ['0-99']}", "{'samples': ['0-9'], 'mode': 'verdict'}"));
    }

    @Test
    void aListThatTakesThePlaceOfAnotherKindOfValueDiffersAsAWhole() throws Exception {
        assertEquals(List.of("base [] {\"label\":\"x\"}"), of("{'base': []}", "{'base': {'label': 'x'}}"));
    }
}
