package io.gauntlet.plugins.defenses.training;

import java.util.Map;

import io.gauntlet.api.defense.AfterEpoch;
import io.gauntlet.api.defense.Checkpointed;
import io.gauntlet.api.defense.Epoch;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.norm.Ball;

/**
 * Attacks the network after each epoch on the calibration split, and ends with the weights that withstood best (Rice,
 * Wong, Kolter 2020: robust overfitting; Wong et al. 2020, section 5.4: catastrophic overfitting of fgsm).
 */
final class KeepingMostRobust implements AfterEpoch, Checkpointed {
    private final ValidationAttack attack;
    private final int patience;
    private float best = -1;
    private float since;

    /** @param patience after how many epochs without a better one to stop; 0 for never */
    KeepingMostRobust(ValidationAttack attack, int patience) {
        this.attack = attack;
        this.patience = patience;
    }

    /**
     * Adds it to hooks, unless nothing is to be attacked.
     *
     * @param samples how many of the calibration split to attack at most; 0 for none
     */
    static TrainingHooks added(
            TrainingHooks hooks, Training training, Ball ball, double epsilon, int samples, int patience) {
        ValidationAttack attack = new ValidationAttack(
                training.splits().calibration(),
                samples,
                ball,
                epsilon,
                training.seed().derive("validation"));
        return attack.count() == 0 ? hooks : hooks.afterEpoch(new KeepingMostRobust(attack, patience));
    }

    @Override
    public void apply(Epoch epoch) {
        float withstood = (float) attack.withstood(epoch.model());
        epoch.robust(withstood);
        if (withstood > best) {
            best = withstood;
            since = 0;
            epoch.keep();
            return;
        }
        since++;
        if (patience > 0 && since >= patience) {
            epoch.stop();
        }
    }

    @Override
    public Map<String, float[]> state() {
        return Map.of("best", new float[] {best, since});
    }

    @Override
    public void restore(Map<String, float[]> state) {
        float[] values = state.getOrDefault("best", new float[] {-1, 0});
        best = values[0];
        since = values[1];
    }
}
