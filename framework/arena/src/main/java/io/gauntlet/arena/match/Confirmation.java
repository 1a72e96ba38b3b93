package io.gauntlet.arena.match;

import io.gauntlet.arena.referee.Referee;

/**
 * When a randomised model has been asked often enough about a candidate that was a success in one draw, and whether it
 * then is one. The referee draws {@link Referee#DRAWS} times: what would not stand before it is no success.
 */
enum Confirmation {
    /**
     * For any success within epsilon, whose worth is the share of the referee's draws that it wins: only a candidate that
     * wins as many draws as the referee makes ends the search, for any other might be improved on. Of the others enough
     * draws are asked to tell which is best, and no more once a candidate can no longer be better than the best so far.
     */
    SURE {
        @Override
        State after(int drawn, int won, double best) {
            if (drawn >= Referee.DRAWS) {
                return won == drawn ? State.SUCCESS : State.FAILURE;
            }
            boolean poor = drawn >= LOOK && won < NEARLY * drawn;
            return poor || reach(drawn, won) <= best ? State.FAILURE : State.OPEN;
        }
    },

    /**
     * For the nearest success, where a distance counts if the candidate wins at least half of the referee's draws: a
     * sequential probability ratio test (Wald 1945, Sequential Tests of Statistical Hypotheses, section 3) of a share of
     * 0.7 against one of a half. It takes a half for 0.7 once in 100 000, since a search tries thousands of candidates
     * close to where half of the draws are won and would end at the luckiest of them; and 0.7 for a half once in 20. What
     * is open after the referee's number of draws is decided by 70 of 100, which a half reaches 4 times in 100 000.
     */
    MAJORITY {
        @Override
        State after(int drawn, int won, double best) {
            double evidence = won * Math.log(0.7 / 0.5) + (drawn - won) * Math.log(0.3 / 0.5);
            if (evidence >= Math.log(0.95 / 1e-5)) {
                return State.SUCCESS;
            }
            if (evidence <= Math.log(0.05 / (1 - 1e-5))) {
                return State.FAILURE;
            }
            if (drawn < Referee.DRAWS) {
                return State.OPEN;
            }
            return won >= 0.7 * drawn ? State.SUCCESS : State.FAILURE;
        }
    };

    /** What is known of a candidate. */
    enum State {
        /** More draws are needed. */
        OPEN,
        /** It is a success. */
        SUCCESS,
        /** It is none. */
        FAILURE
    }

    /** Draws after which a candidate's share is known well enough, unless it won nearly all. */
    private static final int LOOK = 20;

    private static final double NEARLY = 0.95;

    /**
     * Judges.
     *
     * @param drawn how many draws were asked, at least 1
     * @param won in how many of them the candidate was a success
     * @param best the greatest share of draws that a candidate of the same sample has won so far
     */
    abstract State after(int drawn, int won, double best);

    /** The greatest share that a candidate can end with. */
    private static double reach(int drawn, int won) {
        int lost = drawn - won;
        int last = drawn >= LOOK || lost <= (1 - NEARLY) * LOOK ? Referee.DRAWS : LOOK;
        return (double) (last - lost) / last;
    }
}
