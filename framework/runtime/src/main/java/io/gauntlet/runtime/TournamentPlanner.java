package io.gauntlet.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Rounds;
import io.gauntlet.arena.event.Schedule;
import io.gauntlet.arena.examination.Examiner;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.Guests;
import io.gauntlet.arena.spec.AttackOrder;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.arena.spec.CanarySpec;
import io.gauntlet.arena.spec.Choice;
import io.gauntlet.arena.spec.DataSetChoice;
import io.gauntlet.arena.spec.DefenderSpec;
import io.gauntlet.arena.spec.Eligibility;
import io.gauntlet.arena.spec.ImportedModel;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.arena.spec.TransformationSpec;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.runtime.work.Workshop;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;

/** Makes of a spec the events that plan its tournament. */
final class TournamentPlanner {
    private final LoadedPlugins plugins;
    private final Catalog catalog;
    private final Roster roster;
    private final Workshop workshop;
    private final Surroundings surroundings;
    private final ModelImport models;

    TournamentPlanner(
            Database database,
            LoadedPlugins plugins,
            Workshop workshop,
            Surroundings surroundings,
            ImportedFiles files) {
        this.plugins = plugins;
        this.catalog = plugins.catalog();
        this.roster = new Roster(catalog);
        this.workshop = workshop;
        this.surroundings = surroundings;
        this.models = new ModelImport(database.artifacts(), files);
    }

    /**
     * Checks the spec against its data and makes the commit.
     *
     * @throws InvalidInputException when samples, architectures, networks or transformations do not fit the data
     */
    Commit plan(UUID id, TournamentSpec spec) throws InterruptedException {
        DataSetChoice chosen = spec.dataSet();
        LoadedDataSet data = workshop.dataSets().get(plugins, chosen.id(), chosen.params());
        spec.checkAgainst(data.splits().test().size());
        spec.checkMaterial(data.splits().attacker().size());
        checkShapes(spec, data.splits().train());
        for (ThreatModel threatModel : spec.threatModels()) {
            Eligibility.obstacle(threatModel, data.id(), data.splits().test().shape())
                    .ifPresent(obstacle -> {
                        throw new InvalidInputException(obstacle);
                    });
        }
        Commit commit = Commit.of(
                append("environment-" + surroundings.hash(), new Event.EnvironmentRecorded(surroundings.facts())));
        commit = commit.with(Roster.registration(catalog.find(Kind.DATA_SET, chosen.id())));
        for (Append plugin : roster.registrations(roster.players(spec))) {
            commit = commit.with(plugin);
        }
        for (ImportedModel model : models(spec)) {
            Event.ModelImported imported = models.take(model, data.splits().test(), chosen.id());
            commit = commit.with(append(Ids.model(imported.model()), imported));
        }
        return commit.with(append("dataset-" + data.hash(), registered(chosen, data)))
                .with(append(Ids.tournament(id), planned(spec, data)));
    }

    private static Append append(String stream, Event event) {
        String type = EventCodec.type(event);
        String key = "";
        if (event instanceof Event.ModelImported) {
            // The same network can come again, from another file or for another data set.
            key = EventCodec.write(event);
        }
        return new Append(stream, ExpectedVersion.any(), Recording.of(Ids.of(stream, type, key), event));
    }

    private void checkShapes(TournamentSpec spec, Examples train) throws InterruptedException {
        Set<String> architectures = new LinkedHashSet<>();
        spec.allDefenders().stream()
                .map(DefenderSpec::innermost)
                .map(DefenderSpec::architecture)
                .filter(Objects::nonNull)
                .forEach(architectures::add);
        for (String architecture : architectures) {
            try {
                catalog.find(Kind.ARCHITECTURE, architecture).architecture().define(train.shape(), train.classes());
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(
                        "The architecture '" + architecture + "' does not take samples of shape "
                                + Arrays.toString(train.shape()) + ": " + e.getMessage(),
                        e);
            }
        }
        for (TransformationSpec transformation : spec.transformations()) {
            workshop.checks().check(plugins, transformation.id(), transformation.params(), train.shape());
        }
        for (Catalog.Use use : used(spec)) {
            workshop.checks().check(plugins, use.plugin().id(), use.params(), train.shape());
        }
    }

    /** The plug-ins that those of the spec work with. */
    private List<Catalog.Use> used(TournamentSpec spec) {
        List<Choice> choices = new ArrayList<>();
        spec.allDefenders().forEach(defender -> choices.addAll(defender.layers()));
        choices.addAll(spec.allAttackers());
        spec.attackers().forEach(attacker -> choices.addAll(attacker.configurations()));
        choices.addAll(spec.transformations());
        return choices.stream()
                .flatMap(choice -> catalog.used(choice.kind(), choice.id(), choice.params()).stream())
                .toList();
    }

    /** The networks of the user's that take part, each once. */
    private static Collection<ImportedModel> models(TournamentSpec spec) {
        Map<String, ImportedModel> models = new LinkedHashMap<>();
        for (DefenderSpec defender : spec.defenders()) {
            ImportedModel model = defender.innermost().model();
            if (model != null) {
                models.putIfAbsent(model.sha256(), model);
            }
        }
        return models.values();
    }

    private static Event registered(DataSetChoice chosen, LoadedDataSet data) {
        Splits splits = data.splits();
        return new Event.DataSetRegistered(
                chosen.id(),
                data.files(),
                Arrays.stream(splits.test().shape()).boxed().toList(),
                Map.of(
                        "train", splits.train().size(),
                        "attacker", splits.attacker().size(),
                        "calibration", splits.calibration().size(),
                        "test", splits.test().size()));
    }

    private Event planned(TournamentSpec spec, LoadedDataSet data) {
        ObjectNode dataSet = JsonNodeFactory.instance
                .objectNode()
                .put("id", spec.dataSet().id())
                .put("version", spec.dataSet().version());
        dataSet.set("params", spec.dataSet().params());
        return new Event.TournamentPlanned(
                spec.name(),
                spec.seed(),
                spec.toJson(),
                roster.players(spec),
                dataSet,
                data.hash(),
                Arrays.stream(spec.samples().indices()).boxed().toList(),
                spec.threatModels(),
                unplayable(spec),
                unsliced(spec),
                spec.slice(),
                spec.matchLimit().toSeconds(),
                spec.trainingLimit().toSeconds(),
                surroundings.hash(),
                canaries(spec),
                new Schedule(
                        spec.rules().mode(),
                        spec.rules().onCrash(),
                        AttackOrder.of(spec.attackers(), catalog),
                        spec.rules().earlyStop()),
                rounds(spec),
                examined(spec));
    }

    /** Where only poses are searched, or norms without a gradient step, the maximum norm tells of masked gradients too. */
    private static List<Norm> examined(TournamentSpec spec) {
        if (!spec.examination()) {
            return List.of();
        }
        return spec.threatModels().stream()
                .map(ThreatModel::norm)
                .map(norm -> Examiner.NORMS.contains(norm) ? norm : Norm.LINF)
                .distinct()
                .sorted()
                .toList();
    }

    private @Nullable Rounds rounds(TournamentSpec spec) {
        List<Rounds.Aim> aims = spec.attackers().stream()
                .filter(attacker -> !attacker.against().isEmpty())
                .map(attacker -> new Rounds.Aim(attacker.label(), attacker.against()))
                .toList();
        if (spec.rounds() == 1 && aims.isEmpty()) {
            return null;
        }
        List<Rounds.Adapting> adapting = new ArrayList<>();
        for (DefenderSpec defender : spec.defenders()) {
            ObjectNode again = defender.again();
            if (again != null) {
                adapting.add(new Rounds.Adapting(defender.label(), again));
            }
        }
        List<Rounds.Choosing> choosing = spec.attackers().stream()
                .filter(attacker -> !attacker.choices().isEmpty())
                .map(attacker -> new Rounds.Choosing(
                        attacker.label(),
                        attacker.configurations().stream().map(roster::attacker).toList()))
                .toList();
        List<Integer> material = spec.rounds() == 1
                ? List.of()
                : IntStream.range(0, spec.material()).boxed().toList();
        return new Rounds(spec.rounds(), material, adapting, choosing, aims, spec.warmStarts());
    }

    private AttackInfo info(AttackerSpec attacker) {
        return catalog.find(Kind.ATTACK, attacker.id()).attack().info();
    }

    /** The players that their own descriptions call weak, and plain networks, which everybody can break. */
    private @Nullable Canaries canaries(TournamentSpec spec) {
        List<String> attackers = spec.allAttackers().stream()
                .filter(attacker -> info(attacker).canary())
                .map(AttackerSpec::label)
                .toList();
        List<String> broken = spec.allDefenders().stream()
                .filter(defender -> defense(defender.id()).canary() && unhardened(defender))
                .map(DefenderSpec::label)
                .toList();
        List<String> plain = spec.allDefenders().stream()
                .filter(CanarySpec::plain)
                .map(DefenderSpec::label)
                .toList();
        return attackers.isEmpty() && broken.isEmpty() && plain.isEmpty()
                ? null
                : new Canaries(attackers, broken, plain, guests(spec));
    }

    private @Nullable Guests guests(TournamentSpec spec) {
        CanarySpec canaries = spec.canaries();
        return canaries.none()
                ? null
                : new Guests(
                        canaries.attackers().stream().map(AttackerSpec::label).toList(),
                        canaries.defenders().stream().map(DefenderSpec::label).toList(),
                        spec.attackers().stream()
                                .filter(attacker -> Eligibility.learnsFromTarget(info(attacker)))
                                .map(AttackerSpec::label)
                                .toList(),
                        canaries.samples());
    }

    /** Whether a defense stands by itself or around a plain network: others may have made the network robust. */
    private static boolean unhardened(DefenderSpec defender) {
        DefenderSpec base = defender.base();
        return base == null ? defender.model() == null : CanarySpec.plain(base);
    }

    private DefenseInfo defense(String id) {
        return catalog.find(Kind.DEFENSE, id).defense().info();
    }

    private List<Event.Unplayable> unplayable(TournamentSpec spec) {
        List<Event.Unplayable> unplayable = new ArrayList<>();
        for (AttackerSpec attacker : spec.allAttackers()) {
            for (ThreatModel threatModel : spec.threatModels()) {
                Optional<String> obstacle = Eligibility.obstacle(info(attacker), threatModel);
                obstacle.ifPresent(
                        reason -> unplayable.add(new Event.Unplayable(attacker.label(), threatModel.id(), reason)));
            }
        }
        return unplayable;
    }

    private List<String> unsliced(TournamentSpec spec) {
        return spec.allAttackers().stream()
                .filter(attacker -> info(attacker).fits())
                .map(AttackerSpec::label)
                .toList();
    }
}
