package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Node;

/**
 * The order in which a plan computes a blueprint's layers: what nobody uses is left out, a normalisation goes into the
 * weights before it, and a ReLU comes after the max pooling that follows it.
 */
final class Schedule {
    private final Blueprint blueprint;
    private final List<Step> steps = new ArrayList<>();
    /** For each node the step that yields its output. */
    private final int[] stepOf;
    /** For each node how many inputs of used nodes it is. */
    private final int[] uses;

    private Schedule(Blueprint blueprint) {
        this.blueprint = blueprint;
        stepOf = new int[blueprint.nodes().size()];
        uses = new int[stepOf.length];
        Arrays.fill(stepOf, Step.NONE);
        countUses();
    }

    /**
     * Orders a blueprint's layers.
     *
     * @param fold whether normalisations go into the weights before them, as in evaluation
     */
    static List<Step> of(Blueprint blueprint, boolean fold) {
        Schedule schedule = new Schedule(blueprint);
        for (int node = 0; node < blueprint.nodes().size(); node++) {
            if (schedule.uses[node] > 0) {
                schedule.add(node, fold);
            }
        }
        return schedule.steps;
    }

    private void countUses() {
        uses[uses.length - 1] = 1;
        for (int node = uses.length - 1; node >= 0; node--) {
            if (uses[node] > 0) {
                for (int input : blueprint.nodes().get(node).inputs()) {
                    if (input != Node.INPUT) {
                        uses[input]++;
                    }
                }
            }
        }
    }

    private void add(int node, boolean fold) {
        Layer layer = blueprint.layer(node);
        List<Integer> inputs = blueprint.nodes().get(node).inputs();
        int before = inputs.get(0) == Node.INPUT ? Step.NONE : stepOf[inputs.get(0)];
        boolean alone = before != Step.NONE && uses[inputs.get(0)] == 1;
        if (fold && alone && layer instanceof Layer.BatchNormalisation && linear(steps.get(before))) {
            steps.set(before, steps.get(before).withNormalisation(node));
            stepOf[node] = before;
            return;
        }
        if (alone
                && layer instanceof Layer.Pool pool
                && pool.greatest()
                && relu(steps.get(before).layer())) {
            // The positive part of the greatest value is the greatest positive part, and there are fewer of them.
            Step relu = steps.get(before);
            steps.set(before, new Step(layer, node, relu.inputs(), Step.NONE));
            steps.add(relu.withInputs(List.of(before)));
            stepOf[node] = steps.size() - 1;
            return;
        }
        List<Integer> from = inputs.stream()
                .map(input -> input == Node.INPUT ? Step.NONE : stepOf[input])
                .toList();
        steps.add(new Step(layer, node, from, Step.NONE));
        stepOf[node] = steps.size() - 1;
    }

    private static boolean linear(Step step) {
        return step.normalisation() == Step.NONE
                && (step.layer() instanceof Layer.Convolution || step.layer() instanceof Layer.Dense);
    }

    private static boolean relu(Layer layer) {
        return layer instanceof Layer.Activation activation && activation.function() == Function.RELU;
    }
}
