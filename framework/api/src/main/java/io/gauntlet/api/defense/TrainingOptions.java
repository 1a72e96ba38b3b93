package io.gauntlet.api.defense;

import java.util.Arrays;
import java.util.List;

/**
 * How to train. Begin with {@link #sgd} or {@link #adam} and change what should differ by the {@code with…} methods.
 *
 * @param epochs passes over the training samples, at least 1
 * @param batch samples for each update, at least 1
 * @param optimizer the update rule
 * @param learningRate the largest learning rate of the schedule, positive
 * @param schedule how the rate moves over the updates
 * @param momentum for {@link Optimizer#SGD} and {@link Optimizer#NESTEROV}, in [0,1)
 * @param weightDecay how strongly weights are pulled to zero, not negative: the coefficient of an L2 penalty whose
 *     gradient is added to the loss's, except with {@link Optimizer#ADAMW}. Applied to the weights of convolutions and
 *     dense layers alone, not to biases and normalisations
 * @param warmUp the share of the updates, from the first, over which the rate grows linearly from zero to what the
 *     schedule says, in [0,1)
 * @param replays how many updates are made on each minibatch before the next, at least 1
 */
public record TrainingOptions(
        int epochs,
        int batch,
        Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        double momentum,
        double weightDecay,
        double warmUp,
        int replays) {
    private static final double USUAL_MOMENTUM = 0.9;

    /** Update rules. */
    public enum Optimizer {
        /** Stochastic gradient descent with momentum: {@code v = momentum v + g}, {@code w -= rate v}. */
        SGD,
        /** The same with Nesterov's momentum: {@code w -= rate (g + momentum v)} (Sutskever et al. 2013). */
        NESTEROV,
        /** Adam (Kingma and Ba 2015, algorithm 1) with beta 0.9 and 0.999, epsilon 1e-8. */
        ADAM,
        /** Adam with decoupled weight decay: {@code w -= rate weightDecay w} (Loshchilov and Hutter 2019, algorithm 2). */
        ADAMW;

        /** Whether steps follow the gradient's second moment. */
        public boolean adaptive() {
            return this == ADAM || this == ADAMW;
        }
    }

    /** How the learning rate moves over a training. */
    public sealed interface Schedule {
        /** It does not move. */
        Schedule CONSTANT = Curve.CONSTANT;
        /** Linear from zero to the largest rate at two fifths of the updates, then linear to zero (Smith 2017). */
        Schedule CYCLIC = Curve.CYCLIC;
        /** From the largest rate to zero along half a cosine (Loshchilov and Hutter 2017). */
        Schedule COSINE = Curve.COSINE;

        /**
         * The rate at some point of a training.
         *
         * @param largest the learning rate that the options name
         * @param at the share of the updates that is done, in (0,1)
         */
        double rate(double largest, double at);

        /**
         * The rate times a factor at each milestone.
         *
         * @param factor usually 0.1
         * @param milestones shares of the updates, growing, in (0,1): 0.5 and 0.75 for halfway and three quarters
         */
        static Schedule piecewise(double factor, double... milestones) {
            return new Piecewise(Arrays.stream(milestones).boxed().toList(), factor);
        }

        /** The schedules without parameters. */
        enum Curve implements Schedule {
            /** See {@link Schedule#CONSTANT}. */
            CONSTANT,
            /** See {@link Schedule#CYCLIC}. */
            CYCLIC,
            /** See {@link Schedule#COSINE}. */
            COSINE;

            @Override
            public double rate(double largest, double at) {
                return switch (this) {
                    case CONSTANT -> largest;
                    case CYCLIC -> largest * (at < 0.4 ? at / 0.4 : (1 - at) / 0.6);
                    case COSINE -> largest * 0.5 * (1 + Math.cos(Math.PI * at));
                };
            }
        }

        /**
         * Constant between milestones.
         *
         * @param milestones shares of the updates at which the rate is multiplied, growing, in (0,1)
         * @param factor by what, positive
         */
        record Piecewise(List<Double> milestones, double factor) implements Schedule {
            /** Checks the milestones. @throws IllegalArgumentException with one sentence */
            public Piecewise {
                milestones = List.copyOf(milestones);
                double last = 0;
                for (double milestone : milestones) {
                    if (!(milestone > last && milestone < 1)) {
                        throw new IllegalArgumentException(
                                "The milestones of a schedule are shares of the updates in (0,1) that grow, not "
                                        + milestones + ".");
                    }
                    last = milestone;
                }
                if (!(factor > 0)) {
                    throw new IllegalArgumentException(
                            "The factor at a schedule's milestones must be positive, not " + factor + ".");
                }
            }

            @Override
            public double rate(double largest, double at) {
                double rate = largest;
                for (double milestone : milestones) {
                    if (at >= milestone) {
                        rate *= factor;
                    }
                }
                return rate;
            }
        }
    }

    /** Checks ranges. @throws IllegalArgumentException with one sentence that names the value */
    public TrainingOptions {
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException("Training needs at least one epoch and one sample for each update.");
        }
        if (!(learningRate > 0) || !(momentum >= 0 && momentum < 1) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "The learning rate must be positive, momentum in [0,1) and weight decay not negative.");
        }
        if (!(warmUp >= 0 && warmUp < 1)) {
            throw new IllegalArgumentException(
                    "The share of the updates that warm up must be in [0,1), not " + warmUp + ".");
        }
        if (replays < 1) {
            throw new IllegalArgumentException("At least one update is made on each minibatch, not " + replays + ".");
        }
    }

    /** Without warm-up. */
    public TrainingOptions(
            int epochs,
            int batch,
            Optimizer optimizer,
            double learningRate,
            Schedule schedule,
            double momentum,
            double weightDecay) {
        this(epochs, batch, optimizer, learningRate, schedule, momentum, weightDecay, 0, 1);
    }

    /** Stochastic gradient descent with momentum 0.9 at a constant rate. */
    public static TrainingOptions sgd(int epochs, int batch, double learningRate) {
        return new TrainingOptions(epochs, batch, Optimizer.SGD, learningRate, Schedule.CONSTANT, USUAL_MOMENTUM, 0);
    }

    /** Adam at a constant rate. */
    public static TrainingOptions adam(int epochs, int batch, double learningRate) {
        return new TrainingOptions(epochs, batch, Optimizer.ADAM, learningRate, Schedule.CONSTANT, 0, 0);
    }

    /** The same with another update rule. */
    public TrainingOptions withOptimizer(Optimizer other) {
        return new TrainingOptions(
                epochs, batch, other, learningRate, schedule, momentum, weightDecay, warmUp, replays);
    }

    /** The same with another schedule. */
    public TrainingOptions withSchedule(Schedule other) {
        return new TrainingOptions(
                epochs, batch, optimizer, learningRate, other, momentum, weightDecay, warmUp, replays);
    }

    /** The same with another momentum, in [0,1). */
    public TrainingOptions withMomentum(double other) {
        return new TrainingOptions(
                epochs, batch, optimizer, learningRate, schedule, other, weightDecay, warmUp, replays);
    }

    /** The same with another weight decay, not negative. */
    public TrainingOptions withWeightDecay(double other) {
        return new TrainingOptions(epochs, batch, optimizer, learningRate, schedule, momentum, other, warmUp, replays);
    }

    /** The same with a warm-up over a share of the updates, in [0,1). */
    public TrainingOptions withWarmUp(double share) {
        return new TrainingOptions(
                epochs, batch, optimizer, learningRate, schedule, momentum, weightDecay, share, replays);
    }

    /** The same with several updates on each minibatch before the next. */
    public TrainingOptions withReplays(int other) {
        return new TrainingOptions(
                epochs, batch, optimizer, learningRate, schedule, momentum, weightDecay, warmUp, other);
    }

    /** The learning rate of an update, of {@code updates} in all. */
    public double rate(long update, long updates) {
        double at = (update + 0.5) / updates;
        double rate = schedule.rate(learningRate, at);
        return at < warmUp ? rate * (at / warmUp) : rate;
    }
}
