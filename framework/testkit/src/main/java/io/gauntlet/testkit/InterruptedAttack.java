package io.gauntlet.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import io.gauntlet.api.StoppedException;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.arena.match.StopSignal;

/** An attack whose match is stopped just before its first step. */
final class InterruptedAttack {
    private final Attack attack;
    private final StopSignal stop;
    private boolean refused;
    private boolean swallowed;

    InterruptedAttack(AttackInfo info, Attack attack, StopSignal stop) {
        this.attack = Wrapping.each(info, attack, (ignored, one) -> new Interrupted(one));
        this.stop = stop;
    }

    /** To be played. */
    Attack attack() {
        return attack;
    }

    /** Whether a step went on to its end although the target had refused to answer. */
    boolean swallowed() {
        return swallowed;
    }

    private final class Interrupted implements Attack {
        private final Attack attack;

        Interrupted(Attack attack) {
            this.attack = attack;
        }

        @Override
        public Fitted fit(Fit fit) {
            return attack.fit(fit);
        }

        @Override
        public Search start(Rows rows, Target target, Fitted fitted) {
            Search search = attack.start(rows, watched(target), fitted);
            return new Search() {
                @Override
                public void admit(int[] admitted) {
                    search.admit(admitted);
                }

                @Override
                public void step() {
                    stop.stop("stopped by the contract");
                    search.step();
                    swallowed |= refused;
                }
            };
        }
    }

    private Target watched(Target target) {
        return (Target) Proxy.newProxyInstance(
                Target.class.getClassLoader(), new Class<?>[] {Target.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        refused |= e.getCause() instanceof StoppedException;
                        throw e.getCause();
                    }
                });
    }
}
