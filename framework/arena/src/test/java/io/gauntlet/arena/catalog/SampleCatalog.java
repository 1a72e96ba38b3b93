package io.gauntlet.arena.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.api.transformation.TransformationFactory;

/** A plug-in that can be chosen in specs; nothing of it is ever made. */
public final class SampleCatalog implements Plugin {
    /** Of pgd. */
    public record PgdParams(
            @Param(value = "Steps.", defaultValue = "40", min = 1, max = 1000)
            int steps,

            @Param(value = "Step size relative to epsilon.", defaultValue = "0.1", min = 0)
            double relativeStep) {}

    /** Of eot-pgd. */
    public record EotParams(
            @Param(value = "Under which the picture must stay adversarial.", min = 1, max = 3)
            List<ChosenTransformation<?>> transformations) {}

    /** Of chain, a transformation. */
    public record ChainParams(
            @Param(value = "Its members.", min = 1) List<ChosenTransformation<?>> members) {}

    /** Of adversarial-training. */
    public record TrainingParams(
            @Param(value = "Radius.", min = 0, max = 1) double epsilon) {}

    /** Of rotate. */
    public record RotateParams(
            @Param(value = "Degrees.", defaultValue = "15", min = -180, max = 180)
            double degrees) {}

    /** Of mnist. */
    public record MnistParams(
            @Param(value = "Where the attacker's split begins.", defaultValue = "50000", min = 0)
            int attackerFrom) {}

    /** The catalog of it. */
    public static Catalog catalog() {
        return new Catalog(Registered.of(new SampleCatalog(), "sample.jar", "ab"));
    }

    private static Description describe(String id) {
        return new Description(id, "1", "The " + id + ".", List.of(), "");
    }

    private static <P extends Record> AttackFactory<P> attack(
            String id, Class<P> params, Knowledge knowledge, boolean targeted, Norm... norms) {
        AttackInfo info = new AttackInfo(
                describe(id),
                AttackInfo.Kind.FIXED_EPSILON,
                Set.of(norms),
                knowledge,
                targeted,
                false,
                "steps",
                id.equals("noise"));
        return new AttackFactory<>(info, params, any -> {
            throw new AssertionError("No test makes an attack.");
        });
    }

    private static <P extends Record> DefenseFactory<P> defense(String id, Class<P> params, boolean trains) {
        return new DefenseFactory<>(new DefenseInfo(describe(id), false, trains, id.equals("smooth")), params, any -> {
            throw new AssertionError("No test makes a defense.");
        });
    }

    private static <P extends Record> TransformationFactory<P> transformation(String id, Class<P> params) {
        return new TransformationFactory<>(describe(id), params, any -> {
            throw new AssertionError("No test makes a transformation.");
        });
    }

    @Override
    public List<AttackFactory<?>> attacks() {
        List<AttackFactory<?>> attacks = new ArrayList<>();
        attacks.add(attack("pgd", PgdParams.class, Knowledge.WHITE_BOX, true, Norm.LINF, Norm.L2));
        attacks.add(attack("noise", NoParameters.class, Knowledge.LABEL, false, Norm.LINF));
        attacks.add(attack("eot-pgd", EotParams.class, Knowledge.WHITE_BOX, true, Norm.LINF));
        return attacks;
    }

    @Override
    public List<DefenseFactory<?>> defenses() {
        return List.of(
                defense("none", NoParameters.class, true),
                defense("adversarial-training", TrainingParams.class, true),
                defense("smooth", NoParameters.class, false),
                defense("imported", NoParameters.class, false));
    }

    @Override
    public List<TransformationFactory<?>> transformations() {
        return List.of(
                transformation("rotate", RotateParams.class),
                transformation("flip", NoParameters.class),
                transformation("chain", ChainParams.class));
    }

    @Override
    public List<DataSetFactory<?>> dataSets() {
        return List.of(new DataSetFactory<>(describe("mnist"), MnistParams.class, any -> {
            throw new AssertionError("No test makes a data set.");
        }));
    }

    @Override
    public List<Architecture> architectures() {
        return List.of(architecture("small-cnn"), architecture("mlp"));
    }

    private static Architecture architecture(String id) {
        return new Architecture() {
            @Override
            public Description description() {
                return describe(id);
            }

            @Override
            public Definition define(long[] shape, int classes) {
                return new Definition.Sequence(
                        new NeuralNetConfiguration.Builder().list().build());
            }
        };
    }
}
