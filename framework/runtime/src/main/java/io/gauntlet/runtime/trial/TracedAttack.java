package io.gauntlet.runtime.trial;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Ensemble;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Jacobian;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.referee.Distances;

/** An attack that is watched while it searches for one sample. What it asks and does is not changed, nor what it pays. */
final class TracedAttack implements Attack {
    private final Attack attack;
    private final List<AttackTrace.Iteration> iterations = new ArrayList<>();

    /** @throws InvalidInputException when it is several attacks in turn */
    TracedAttack(Attack attack) {
        if (attack instanceof Ensemble) {
            throw new InvalidInputException("This attack plays several others in turn: debug them one by one"
                    + " (`./gauntlet plugins ID` names them).");
        }
        this.attack = attack;
    }

    /** What happened, in order. */
    List<AttackTrace.Iteration> iterations() {
        return iterations;
    }

    @Override
    public Fitted fit(Fit fit) {
        return attack.fit(fit);
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Watch watch = new Watch(rows);
        Search search = attack.start(rows, watch.on(target), fitted);
        return new Search() {
            @Override
            public void admit(int[] admitted) {
                search.admit(admitted);
            }

            @Override
            public void step() {
                watch.clear();
                int restart = rows.restart()[0];
                int number = rows.iteration()[0];
                search.step();
                iterations.add(watch.iteration(restart, number));
            }
        };
    }

    /** Sees what the target is asked in one step, and answers. */
    private static final class Watch {
        private final Rows rows;
        private final Norm norm;
        private @Nullable Double loss;
        private @Nullable Double gradient;
        private @Nullable Double distance;
        private @Nullable Integer answer;
        private boolean accepted;
        private int candidates;

        Watch(Rows rows) {
            this.rows = rows;
            this.norm = rows.threatModel().norm();
        }

        void clear() {
            loss = null;
            gradient = null;
            distance = null;
            answer = null;
            accepted = true;
            candidates = 0;
        }

        AttackTrace.Iteration iteration(int restart, int number) {
            return new AttackTrace.Iteration(restart, number, loss, gradient, distance, answer, accepted, candidates);
        }

        Target on(Target target) {
            return (Target) Proxy.newProxyInstance(
                    Target.class.getClassLoader(),
                    new Class<?>[] {Target.class},
                    (proxy, method, arguments) -> ask(target, method, arguments));
        }

        private @Nullable Object ask(Target target, Method method, Object @Nullable [] arguments) throws Throwable {
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (result instanceof Target other) {
                return on(other);
            }
            if (arguments != null && arguments.length > 1 && arguments[0] instanceof INDArray x) {
                if (result instanceof Gradient given) {
                    see(x, given.answer());
                    see(given);
                } else if (result instanceof Jacobian given) {
                    see(x, given.answer());
                } else if (result instanceof Answer given) {
                    see(x, given);
                }
            }
            return result;
        }

        private void see(INDArray x, Answer given) {
            int last = last(given);
            if (last < 0) {
                return;
            }
            float[] original = Floats.values(rows.original());
            float[] asked = Floats.values(x);
            distance = Distances.of(norm, original, 0, asked, last * original.length, original.length);
            answer = given.label(last);
            accepted = given.accepted(last);
        }

        /** The last candidate that was answered, or -1. */
        private int last(Answer given) {
            int last = -1;
            for (int i = 0; i < given.size(); i++) {
                candidates += given.paid(i) ? 1 : 0;
                last = given.paid(i) ? i : last;
            }
            return last;
        }

        private void see(Gradient given) {
            for (int i = given.answer().size() - 1; i >= 0; i--) {
                if (given.answer().paid(i)) {
                    float[] values = Floats.values(given.values());
                    int length = values.length / given.answer().size();
                    double squares = 0;
                    for (int k = i * length; k < (i + 1) * length; k++) {
                        squares += (double) values[k] * values[k];
                    }
                    gradient = Math.sqrt(squares);
                    loss = (double) given.loss(i);
                    return;
                }
            }
        }
    }
}
