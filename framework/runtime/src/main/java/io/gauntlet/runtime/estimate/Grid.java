package io.gauntlet.runtime.estimate;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.arena.spec.Eligibility;
import io.gauntlet.arena.spec.TournamentSpec;

/**
 * Who meets whom, counted, without canaries that were added; of several rounds that of the first.
 *
 * @param cells pairs of an attacker and a defender that meet, under each threat model
 * @param samples of each cell
 * @param matches of all cells
 */
public record Grid(int cells, int samples, int matches) {
    /** That of a spec. */
    public static Grid of(TournamentSpec spec, Catalog catalog) {
        int cells = 0;
        int matches = 0;
        for (AttackerSpec attacker : spec.attackers()) {
            AttackInfo info = catalog.find(Kind.ATTACK, attacker.id()).attack().info();
            for (ThreatModel threatModel : spec.threatModels()) {
                if (Eligibility.obstacle(info, threatModel).isEmpty()) {
                    cells += defenders(spec, attacker);
                    matches += defenders(spec, attacker)
                            * slices(spec, info, spec.samples().size());
                }
            }
        }
        return new Grid(cells, spec.samples().size(), matches);
    }

    /** How many an attacker meets. */
    static int defenders(TournamentSpec spec, AttackerSpec attacker) {
        return attacker.against().isEmpty()
                ? spec.defenders().size()
                : attacker.against().size();
    }

    /** The matches of a cell of so many samples. */
    static int slices(TournamentSpec spec, AttackInfo info, int samples) {
        return info.fits() ? 1 : (samples + spec.slice() - 1) / spec.slice();
    }
}
