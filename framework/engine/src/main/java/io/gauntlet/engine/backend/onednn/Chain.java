package io.gauntlet.engine.backend.onednn;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.engine.backend.Operation;

/** An operation with the rearrangements of its weights, before it of what it reads, and after it of what it wrote. */
final class Chain implements Prepared {
    private final List<Operation> preparation = new ArrayList<>();
    private final List<Operation> steps = new ArrayList<>();

    void prepare(Operation rearrangement) {
        preparation.add(rearrangement);
    }

    void then(Operation step) {
        steps.add(step);
    }

    @Override
    public void run() {
        for (Operation step : steps) {
            step.run();
        }
    }

    @Override
    public void weightsChanged() {
        for (Operation rearrangement : preparation) {
            rearrangement.run();
        }
    }
}
