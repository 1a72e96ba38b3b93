package io.gauntlet.plugins.attacks.ensemble;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Ensemble;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.apgd.Apgd;
import io.gauntlet.plugins.attacks.fab.Fab;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.score.Square;

/** The ensemble that published robust accuracies are measured with. */
public final class AutoAttack implements Ensemble {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "autoattack",
                    "3",
                    "AutoAttack: apgd on the cross-entropy, apgd and fab aimed at the nearest classes, and square, each on"
                            + " what the others left standing.",
                    List.of(
                            "Croce, Hein: Reliable Evaluation of Adversarial Robustness with an Ensemble of Diverse"
                                    + " Parameter-free Attacks, ICML 2020, section 6",
                            "Croce, Hein: Minimally Distorted Adversarial Examples with a Fast Adaptive Boundary Attack,"
                                    + " ICML 2020",
                            "Andriushchenko, Croce, Flammarion, Hein: Square Attack, ECCV 2020",
                            "In L1: Croce, Hein: Mind the Box: l1-APGD for Sparse Adversarial Attacks on Image"
                                    + " Classifiers, ICML 2021"),
                    "Versions as the authors': standard for deterministic models; rand, apgd on two losses with 20 draws"
                            + " averaged, for randomised ones; plus, which adds untargeted apgd-dlr and fab and five"
                            + " restarts, for when time does not matter. Only versions with the default parameters may be"
                            + " quoted as AutoAttack. In L1 the standard version starts untargeted apgd five times and"
                            + " aims apgd at five classes, as the authors' does. It knows nothing of how a defense works:"
                            + " an adaptive attack can be stronger. On 200 MNIST images behind noise, rand left 53.5 % (plain"
                            + " network, noise 0.2, epsilon 0.1) and 3.3 % (robust network, 0.3, 0.2) of the answers right;"
                            + " apgd on the cross-entropy alone with 20 draws left 53.3 % and 3.2 %."),
            AttackInfo.Kind.FIXED_EPSILON,
            Ball.NORMS,
            Knowledge.WHITE_BOX,
            true,
            false,
            "at most 100 + 900 gradients of apgd, 900 of fab and 5000 queries of square (standard, ten classes); only"
                    + " samples that stand to the end cost all of it");

    /** Which members are played. */
    public enum Version {
        /** For deterministic models. */
        STANDARD,
        /** All members with and without targets, five restarts each. */
        PLUS,
        /** For randomised models: gradients are averages over draws. */
        RAND
    }

    /** Its parameters. */
    public record Parameters(
            @Param(value = "which members are played", defaultValue = "standard")
            Version version,

            @Param(value = "steps of apgd and of fab for each start", defaultValue = "100", min = 1, max = 1_000_000)
            int iterations,

            @Param(
                    value = "wrong classes that apgd and fab aim at; apgd at no more than 5 in L1",
                    defaultValue = "9",
                    min = 1,
                    max = 100_000)
            int targets,

            @Param(value = "queries of square for each start", defaultValue = "5000", min = 1, max = 1e9)
            int queries) {}

    private static final int RESTARTS = 5;
    private static final int DRAWS = 20;
    /** The classes that apgd aims at in L1. */
    private static final int SPARSE_TARGETS = 5;

    private final Parameters parameters;

    public AutoAttack(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public List<Member> members(ThreatModel threatModel) {
        List<Member> members = new ArrayList<>();
        switch (parameters.version()) {
            case STANDARD -> {
                boolean sparse = threatModel.norm() == Norm.L1;
                int aims = sparse ? Math.min(SPARSE_TARGETS, parameters.targets()) : parameters.targets();
                members.add(apgd(sparse ? RESTARTS : 1, LossChoice.CROSS_ENTROPY, 0, 1));
                members.add(apgd(1, LossChoice.DLR, aims, 1));
                members.add(fab(1, parameters.targets()));
                members.add(square(1));
            }
            case PLUS -> {
                members.add(apgd(RESTARTS, LossChoice.CROSS_ENTROPY, 0, 1));
                members.add(apgd(RESTARTS, LossChoice.DLR, 0, 1));
                members.add(fab(RESTARTS, 0));
                members.add(square(RESTARTS));
                members.add(apgd(1, LossChoice.DLR, parameters.targets(), 1));
                members.add(fab(1, parameters.targets()));
            }
            case RAND -> {
                members.add(apgd(1, LossChoice.CROSS_ENTROPY, 0, DRAWS));
                members.add(apgd(1, LossChoice.DLR, 0, DRAWS));
            }
        }
        return members;
    }

    private Member apgd(int restarts, LossChoice loss, int targets, int draws) {
        return new Member(
                Apgd.INFO, new Apgd(new Apgd.Parameters(parameters.iterations(), restarts, loss, targets, draws)));
    }

    private Member fab(int restarts, int targets) {
        return new Member(
                Fab.INFO, new Fab(new Fab.Parameters(parameters.iterations(), restarts, targets, 0.1, 1.05, 0.9, 3)));
    }

    private Member square(int restarts) {
        return new Member(
                Square.INFO,
                new Square(new Square.Parameters(parameters.queries(), 0.8, restarts, false, LossChoice.MARGIN)));
    }
}
