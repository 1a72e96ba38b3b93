package io.gauntlet.arena.event;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.Guests;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.OnCrash;

/** One event of every type, every component set. */
final class Samples {
    private static final UUID ID = new UUID(1, 2);
    private static final JsonNode NODE = JsonNodeFactory.instance
            .objectNode()
            .put("zeta", 1)
            .put("alpha", 0.25)
            .set("middle", JsonNodeFactory.instance.objectNode().put("b", true).put("a", "x"));
    private static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);
    private static final ThreatModel POSES = ThreatModel.whiteBox(new PoseLimits(30, 3));
    static final Player PLAYER =
            new Player(Kind.DEFENSE, "plain", "none", "1", "jar", "mnist-small", NODE, "configuration");

    private static final Player IMPORTED = new Player(
            Kind.DEFENSE, "mine", "imported", "1", "jar", "mine.onnx", NODE, "configuration", "sha", List.of(), null);

    private static final Player ADAPTED = new Player(
            Kind.DEFENSE,
            "plain@2",
            "none",
            "1",
            "jar",
            "mnist-small",
            NODE,
            "configuration",
            null,
            List.of(),
            null,
            new Adaptation(2, new Event.BaseModel(ID, "sha"), List.of(new Adaptation.Lesson(ID, "npy", "json"))));

    private static final Player STACKED = around(PLAYER, "mnist-small");

    private static Player around(Player base, String architecture) {
        return new Player(
                Kind.DEFENSE, "stack", "smooth", "2", "jar", architecture, NODE, "other", null, List.of(), base);
    }

    private Samples() {}

    static List<Event> all() {
        return List.of(
                new Event.TournamentPlanned(
                        "quick",
                        Long.MIN_VALUE,
                        NODE,
                        List.of(PLAYER, STACKED, IMPORTED),
                        NODE,
                        "hash",
                        List.of(3, 1, 2),
                        List.of(LINF, POSES),
                        List.of(new Event.Unplayable("a", "t", "because")),
                        List.of("u"),
                        100,
                        60,
                        600,
                        "environment",
                        new Canaries(
                                List.of("a", "noise"),
                                List.of("stack"),
                                List.of("plain"),
                                new Guests(List.of("noise"), List.of("stack"), List.of("u"), 50)),
                        new Schedule(Mode.VERDICT, OnCrash.STOP, List.of("u", "a"), null),
                        new Rounds(
                                3,
                                List.of(0, 1),
                                List.of(new Rounds.Adapting("plain", NODE)),
                                List.of(new Rounds.Choosing("a", List.of(PLAYER))),
                                List.of(new Rounds.Aim("a", List.of("plain"))),
                                true),
                        List.of(Norm.LINF)),
                new Event.RoundStarted(
                        2,
                        List.of(new Event.ModelEntry("plain", ID)),
                        List.of(new Event.MatchEntry(ID, "a", "d", LINF.id(), 3)),
                        List.of(ADAPTED),
                        List.of(new Event.MatchEntry(ID, "a", "d", LINF.id(), 0, Split.ATTACKER))),
                new Event.PlayerAdapted(2, Kind.DEFENSE, "plain", "plain@2", "sha", ID, List.of("npy"), 12.5),
                new Event.MatchSkipped(ID, "a", "d", LINF.id(), 0, "because"),
                new Event.RoundClosed(1, 99),
                new Event.TournamentCompleted(),
                new Event.TournamentCancelled("tired"),
                new Event.TrainingPlanned(
                        "key",
                        around(ADAPTED, "mnist-small"),
                        NODE,
                        "hash",
                        "seed",
                        60,
                        new Event.BaseModel(ID, "sha"),
                        List.of(Norm.LINF, Norm.L2)),
                new Event.TrainingStarted(2, "environment"),
                new Event.ModelTrained("sha", 0.985, 1000, List.of(1.5, 0.25), List.of(0.5), 64),
                new Event.TrainingFailed("epoch 1", "NaN"),
                new Event.MatchPlanned(
                        ID,
                        1,
                        PLAYER,
                        "plain",
                        ID,
                        "sha",
                        POSES,
                        0,
                        List.of(1, 2),
                        "attack seed",
                        "referee seed",
                        NODE,
                        "hash",
                        List.of(PLAYER),
                        60,
                        List.of(new Dependency(Kind.ATTACK, "apgd", "1", "jar")),
                        null,
                        Split.ATTACKER,
                        List.of(new Event.WarmStart(ID, "plain", "npy", "json"))),
                new Event.MatchStarted(1, "environment"),
                new Event.SurrogateTrained(
                        "key",
                        "small-cnn",
                        "jar",
                        NODE,
                        1,
                        NODE,
                        "hash",
                        "seed",
                        "sha",
                        5000,
                        List.of(1.5, 0.25),
                        List.of(0.5, 0.75),
                        64),
                new Event.MatchScored("npy", "json", 2, 2, 1.5, 10, 5, null),
                new Event.ExamplesCrossed(ID, "npy", "other", "sha", List.of(0.0, 1.0, 0.25)),
                new Event.MatchForfeited("attack", "time", "too slow"),
                new Event.PluginRegistered("attack", "pgd", "1", 1, "jar", NODE),
                new Event.DataSetRegistered("mnist", Map.of("b", "2", "a", "1"), List.of(28L, 28L, 1L), Map.of("t", 9)),
                new Event.ModelImported("sha", "mine.onnx", "onnx", "mnist"),
                new Event.ResultRevoked("match", ID.toString(), "wrong labels", "ann"),
                new Event.RevocationLifted("they were right"),
                new Event.ArchiveImported("head"),
                new Event.ExamplesDropped("older than 90 days"),
                new Event.TokenCreated("ci", "runner"),
                new Event.TokenRevoked("ci"),
                new Event.EnvironmentRecorded(Map.of("jdk", "17", "cpu", "x")));
    }
}
