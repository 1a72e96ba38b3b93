package io.gauntlet.arena.rating;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The fewest attacks that break all that any attack breaks: a minimum set cover, found by branch and bound. Of several
 * the one that comes first, by the order of the attacks.
 */
final class BreakCover {
    private final int attackers;
    private final List<BitSet> needs;

    private BreakCover(int attackers, List<BitSet> needs) {
        this.attackers = attackers;
        this.needs = needs;
    }

    /**
     * The places of the attacks, ascending.
     *
     * @param broken for each attack, defender and sample whether it was broken
     * @throws ArithmeticException when the search was not completed
     */
    static List<Integer> of(boolean[][][] broken) {
        return new BreakCover(broken.length, essential(breakers(broken))).first();
    }

    /** For each thing that was broken, by whom; equal ones once. */
    private static Set<BitSet> breakers(boolean[][][] broken) {
        Set<BitSet> all = new HashSet<>();
        for (int d = 0; broken.length > 0 && d < broken[0].length; d++) {
            for (int s = 0; s < broken[0][d].length; s++) {
                BitSet by = new BitSet();
                for (int a = 0; a < broken.length; a++) {
                    by.set(a, broken[a][d][s]);
                }
                if (!by.isEmpty()) {
                    all.add(by);
                }
            }
        }
        return all;
    }

    /** Without those that are broken along with others that fewer attacks break. */
    private static List<BitSet> essential(Collection<BitSet> breakers) {
        List<BitSet> sorted = new ArrayList<>(breakers);
        sorted.sort((one, other) -> {
            int size = Integer.compare(one.cardinality(), other.cardinality());
            return size != 0 ? size : one.toString().compareTo(other.toString());
        });
        List<BitSet> kept = new ArrayList<>();
        for (BitSet candidate : sorted) {
            if (kept.stream().noneMatch(smaller -> within(smaller, candidate))) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static boolean within(BitSet smaller, BitSet greater) {
        BitSet beyond = (BitSet) smaller.clone();
        beyond.andNot(greater);
        return beyond.isEmpty();
    }

    private List<Integer> first() {
        BitSet chosen = new BitSet();
        BitSet refused = new BitSet();
        int size = least(chosen, refused);
        for (int a = 0; a < attackers && chosen.cardinality() < size; a++) {
            chosen.set(a);
            if (least(chosen, refused) > size) {
                chosen.clear(a);
                refused.set(a);
            }
        }
        return chosen.stream().boxed().toList();
    }

    /** The size of the smallest cover with some attacks and without some others; greater than all when there is none. */
    private int least(BitSet chosen, BitSet refused) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        List<Variable> variables = new ArrayList<>();
        for (int a = 0; a < attackers; a++) {
            variables.add(model.addVariable("a" + a).binary().weight(1));
        }
        int left = 0;
        for (BitSet need : needs) {
            if (need.intersects(chosen)) {
                continue;
            }
            BitSet open = (BitSet) need.clone();
            open.andNot(refused);
            if (open.isEmpty()) {
                return attackers + 1;
            }
            left++;
            Expression covered = model.addExpression().lower(1);
            open.stream().forEach(a -> covered.set(variables.get(a), 1.0));
        }
        if (left == 0) {
            return chosen.cardinality();
        }
        Optimisation.Result result = model.minimise();
        if (!result.getState().isOptimal()) {
            throw new ArithmeticException("The search for the smallest cover ended " + result.getState() + ".");
        }
        return chosen.cardinality() + (int) Math.round(result.getValue());
    }
}
