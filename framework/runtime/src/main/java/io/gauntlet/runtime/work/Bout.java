package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.match.WarmStarts;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.arena.referee.SurvivalTest;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.model.Models;
import io.gauntlet.runtime.compute.TimedOutException;

/** The part of a match in which plug-ins' code runs: both copies of the model are put together and the match is played. */
final class Bout {
    private final Workplace workplace;
    private final Chosen chosen;
    private final MatchPlanned plan;
    private final TrainingPlanned training;
    private final Registered attack;
    private final Registered defense;
    private final LoadedDataSet data;
    private final byte[] parts;
    private final JobProgress progress;
    private final StopSignal stop;
    private final MatchSurrogates surrogates;
    private final WarmStarts warmStarts;
    private volatile String busy = Faults.FRAMEWORK;

    Bout(
            Workplace workplace,
            Chosen chosen,
            MatchPlanned plan,
            TrainingPlanned training,
            Registered attack,
            Registered defense,
            LoadedDataSet data,
            byte[] parts,
            JobProgress progress,
            StopSignal stop,
            MatchSurrogates surrogates,
            WarmStarts warmStarts) {
        this.workplace = workplace;
        this.chosen = chosen;
        this.plan = plan;
        this.training = training;
        this.attack = attack;
        this.defense = defense;
        this.data = data;
        this.parts = parts;
        this.progress = progress;
        this.stop = stop;
        this.surrogates = surrogates;
        this.warmStarts = warmStarts;
    }

    /** Plays on the calling thread, whose context class loader is the attack's. */
    MatchResult play() {
        ModelShelf.Key attackersKey = key(ModelShelf.Role.ATTACKER);
        ModelShelf.Key refereesKey = key(ModelShelf.Role.REFEREE);
        List<Stage> opened = new ArrayList<>();
        Model attackers = null;
        Model referees = null;
        boolean well = false;
        try {
            attackers = workplace.shelf().take(attackersKey, this::assemble);
            referees = workplace.shelf().take(refereesKey, this::assemble);
            MatchResult result = play(attackers, referees, opened);
            well = true;
            return result;
        } finally {
            opened.forEach(Stage::close);
            surrogates.close();
            if (well && attackers != null && referees != null) {
                workplace.shelf().giveBack(attackersKey, attackers);
                workplace.shelf().giveBack(refereesKey, referees);
            } else {
                closeIfMade(attackers);
                closeIfMade(referees);
            }
        }
    }

    private MatchResult play(Model attackers, Model referees, List<Stage> opened) {
        busy = Faults.FRAMEWORK;
        Referee referee = new Referee(
                referees, plan.threatModel(), Seed.parse(plan.refereeSeed()), survivalTests(referees, opened));
        busy = Faults.ATTACK;
        return MatchHarness.play(new MatchSetup(
                attack.attack().info(),
                attack.createAttack(plan.attacker().params()),
                attackers,
                referee,
                plan.played().of(data.splits()),
                data.splits().attacker(),
                plan.samples().stream().mapToInt(Integer::intValue).toArray(),
                plan.threatModel(),
                Seed.parse(plan.attackSeed()),
                progress,
                stop,
                surrogates,
                warmStarts));
    }

    private List<SurvivalTest> survivalTests(Model model, List<Stage> opened) {
        List<SurvivalTest> tests = new ArrayList<>();
        for (Player transformation : plan.transformations()) {
            Registered plugin = chosen.find(transformation);
            Stage stage = plugin.createTransformation(transformation.params()).stage(model.shape());
            opened.add(stage);
            tests.add(new SurvivalTest(transformation.label(), stage));
        }
        return tests;
    }

    private ModelShelf.Key key(ModelShelf.Role role) {
        return new ModelShelf.Key(
                role,
                training.defender().configuration(),
                training.defender().all().stream().map(Dependency::jar).toList(),
                plan.model());
    }

    /** The defender's code. */
    private Model assemble() {
        busy = Faults.DEFENSE;
        Layers layers = new Layers(chosen::find, chosen::loader);
        return Models.model(
                layers.assemble(training.defender(), PartsFile.read(parts, plan.model())),
                data.splits().test().shape());
    }

    private static void closeIfMade(@Nullable Model model) {
        if (model != null) {
            model.close();
        }
    }

    /** Who made the match fail. */
    String blame(Throwable failure) {
        if (failure instanceof TimedOutException || !busy.equals(Faults.ATTACK)) {
            return busy;
        }
        return Faults.blame(failure, chosen.loader(attack), chosen.loader(defense));
    }
}
