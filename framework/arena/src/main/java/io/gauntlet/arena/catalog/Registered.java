package io.gauntlet.arena.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import io.gauntlet.api.Description;
import io.gauntlet.api.Factory;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.Ensemble;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.api.transformation.Transformation;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.parameter.ParameterSchema;

/**
 * One plug-in of the catalog: an attack, a defense, a transformation, a data set or an architecture.
 *
 * @param kind what it is
 * @param description names and explains it
 * @param jarName the file name of the jar it came from
 * @param jarSha the SHA-256 of that jar, hexadecimal
 * @param parameters the parameters it takes
 * @param brought the factory, or the architecture itself
 */
public record Registered(
        Kind kind,
        Description description,
        String jarName,
        String jarSha,
        ParameterSchema<?> parameters,
        Object brought) {

    /** Checks that what was brought is of the kind. @throws IllegalArgumentException when it is not */
    public Registered {
        Class<?> expected = switch (kind) {
            case ATTACK -> AttackFactory.class;
            case DEFENSE -> DefenseFactory.class;
            case TRANSFORMATION -> TransformationFactory.class;
            case DATA_SET -> DataSetFactory.class;
            case ARCHITECTURE -> Architecture.class;
        };
        if (!expected.isInstance(brought)) {
            throw new IllegalArgumentException("The " + kind.noun() + " '" + description.id() + "' must be a "
                    + expected.getSimpleName() + ", not a " + brought.getClass().getName() + ".");
        }
    }

    /**
     * Everything that the plug-ins of one jar bring.
     *
     * @throws IllegalArgumentException when a record of parameters is not properly annotated
     */
    public static List<Registered> of(Plugin plugin, String jarName, String jarSha) {
        List<Registered> all = new ArrayList<>();
        plugin.attacks().forEach(factory -> all.add(of(Kind.ATTACK, factory, jarName, jarSha)));
        plugin.defenses().forEach(factory -> all.add(of(Kind.DEFENSE, factory, jarName, jarSha)));
        plugin.transformations().forEach(factory -> all.add(of(Kind.TRANSFORMATION, factory, jarName, jarSha)));
        plugin.dataSets().forEach(factory -> all.add(of(Kind.DATA_SET, factory, jarName, jarSha)));
        plugin.architectures().forEach(architecture -> all.add(of(architecture, jarName, jarSha)));
        return List.copyOf(all);
    }

    private static Registered of(Kind kind, Factory<?> factory, String jarName, String jarSha) {
        Description description = factory.description();
        return new Registered(
                kind, description, jarName, jarSha, schema(kind, description, factory.parameters()), factory);
    }

    private static Registered of(Architecture architecture, String jarName, String jarSha) {
        Description description = architecture.description();
        ParameterSchema<?> none = schema(Kind.ARCHITECTURE, description, NoParameters.class);
        return new Registered(Kind.ARCHITECTURE, description, jarName, jarSha, none, architecture);
    }

    private static <P extends Record> ParameterSchema<P> schema(Kind kind, Description description, Class<P> record) {
        return ParameterSchema.of(kind.noun() + " '" + description.id() + "'", record);
    }

    /** The same where its parameters can name what is in a catalog. */
    Registered in(Catalog catalog) {
        return new Registered(
                kind,
                description,
                jarName,
                jarSha,
                parameters.with(id -> catalog.find(Kind.TRANSFORMATION, id).transformation()),
                brought);
    }

    /** The name in specs. */
    public String id() {
        return description.id();
    }

    /** The version of the algorithm. */
    public String version() {
        return description.version();
    }

    /** The attack's factory. @throws ClassCastException when this is of another kind */
    public AttackFactory<?> attack() {
        return (AttackFactory<?>) brought;
    }

    /** The defense's factory. @throws ClassCastException when this is of another kind */
    public DefenseFactory<?> defense() {
        return (DefenseFactory<?>) brought;
    }

    /** The transformation's factory. @throws ClassCastException when this is of another kind */
    public TransformationFactory<?> transformation() {
        return (TransformationFactory<?>) brought;
    }

    /** The data set's factory. @throws ClassCastException when this is of another kind */
    public DataSetFactory<?> dataSet() {
        return (DataSetFactory<?>) brought;
    }

    /** The architecture. @throws ClassCastException when this is of another kind */
    public Architecture architecture() {
        return (Architecture) brought;
    }

    /**
     * The plug-ins that it is made of under these parameters, also indirectly, sorted; without itself.
     *
     * @throws InvalidInputException when a parameter is wrong, or a part is not in the catalog
     */
    public List<Dependency> dependencies(JsonNode params, Catalog catalog) {
        Map<String, Dependency> found = new TreeMap<>();
        if (brought instanceof Factory<?> factory) {
            uses(factory, params).forEach(part -> follow(part, catalog, found));
        }
        found.remove(kind.id() + "/" + id());
        return List.copyOf(found.values());
    }

    private <P extends Record> Set<String> uses(Factory<P> factory, JsonNode params) {
        Set<String> parts = new TreeSet<>(factory.uses(bind(factory, params)));
        parameters.transformations(params).forEach(chosen -> parts.add(Kind.TRANSFORMATION.id() + "/" + chosen.id()));
        if (kind == Kind.ATTACK) {
            members(params).forEach(member -> parts.add(kind.id() + "/" + member));
        }
        return parts;
    }

    /** The attacks that an ensemble plays in turn need not be declared. */
    private List<String> members(JsonNode params) {
        try {
            return createAttack(params) instanceof Ensemble ensemble
                    ? attack().info().norms().stream()
                            .flatMap(norm -> ensemble.members(some(norm)).stream())
                            .map(member -> member.info().description().id())
                            .distinct()
                            .toList()
                    : List.of();
        } catch (RuntimeException | LinkageError e) {
            return List.of(); // it forfeits its matches when it is made there
        }
    }

    /** Any threat model of a norm. */
    private static ThreatModel some(Norm norm) {
        return norm == Norm.POSE ? ThreatModel.whiteBox(new PoseLimits(1, 1)) : ThreatModel.whiteBox(norm, 1);
    }

    /** What a part is made of is what it is made of by its defaults: with others it would have to be named. */
    private void follow(String part, Catalog catalog, Map<String, Dependency> found) {
        int slash = part.indexOf('/');
        Kind partsKind = Arrays.stream(Kind.values())
                .filter(one -> one.id().equals(part.substring(0, Math.max(0, slash))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The " + kind.noun() + " '" + id()
                        + "' says that it uses '" + part + "': its author must write kind/id, such as attack/apgd."));
        String name = part.substring(slash + 1);
        if (!catalog.ids(partsKind).contains(name)) {
            throw new InvalidInputException("The " + kind.noun() + " '" + id() + "' works with the " + partsKind.noun()
                    + " '" + name + "', and there is none of that name."
                    + NearestName.question(name, catalog.ids(partsKind)) + " There "
                    + (catalog.ids(partsKind).isEmpty()
                            ? "are no " + partsKind.plural() + " at all."
                            : "are: " + String.join(", ", catalog.ids(partsKind)) + "."));
        }
        Registered plugin = catalog.find(partsKind, name);
        if (found.putIfAbsent(part, Dependency.of(plugin)) == null
                && plugin.brought instanceof Factory<?> factory
                && plugin.parameters.required().isEmpty()) {
            plugin.uses(factory, NullNode.getInstance()).forEach(inner -> plugin.follow(inner, catalog, found));
        }
    }

    /** Makes an attack. @throws InvalidInputException when a parameter is wrong */
    public Attack createAttack(JsonNode params) {
        return create(attack(), params);
    }

    /** Makes a defense. @throws InvalidInputException when a parameter is wrong */
    public Defense createDefense(JsonNode params) {
        return create(defense(), params);
    }

    /** Makes a transformation. @throws InvalidInputException when a parameter is wrong */
    public Transformation createTransformation(JsonNode params) {
        return create(transformation(), params);
    }

    /** Makes a data set. @throws InvalidInputException when a parameter is wrong */
    public DataSet createDataSet(JsonNode params) {
        return create(dataSet(), params);
    }

    private <P extends Record> Attack create(AttackFactory<P> factory, JsonNode params) {
        return factory.create().apply(bind(factory, params));
    }

    private <P extends Record> Defense create(DefenseFactory<P> factory, JsonNode params) {
        return factory.create().apply(bind(factory, params));
    }

    private <P extends Record> Transformation create(TransformationFactory<P> factory, JsonNode params) {
        return factory.create().apply(bind(factory, params));
    }

    private <P extends Record> DataSet create(DataSetFactory<P> factory, JsonNode params) {
        return factory.create().apply(bind(factory, params));
    }

    private <P extends Record> P bind(Factory<P> factory, JsonNode params) {
        return factory.parameters().cast(parameters.bind(params));
    }
}
