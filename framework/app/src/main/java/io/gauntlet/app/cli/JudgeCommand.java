package io.gauntlet.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.Numbers;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.spec.Samples;
import io.gauntlet.runtime.JudgeRequest;
import io.gauntlet.runtime.Judgement;

/** Has the referee judge adversarial examples that somebody else made. */
@Command(
        name = "judge",
        description = "The referee's verdict on adversarial examples that somebody else made: distances and answers are"
                + " computed afresh.")
final class JudgeCommand extends Subcommand {
    private static final Pattern RANGE = Pattern.compile("\\s*([0-9]{1,9})\\s*(?:-\\s*([0-9]{1,9})\\s*)?");

    @Parameters(
            paramLabel = "EXAMPLES.npy",
            description = "A npy file of float32 values from 0 to 1, shaped [n, shape of a sample].")
    String examples = "";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "ID|FILE",
            description = "The id of a stored model (its first digits will do), or a file that holds one.")
    String model = "";

    @Option(names = "--dataset", required = true, paramLabel = "ID", description = "The data set, such as mnist.")
    String dataSet = "";

    @Option(
            names = "--norm",
            required = true,
            paramLabel = "NORM",
            description = "linf, l2, l1 or l0; poses cannot be judged from pictures.")
    String norm = "";

    @Option(names = "--epsilon", required = true, paramLabel = "E", description = "The largest distance allowed.")
    double epsilon;

    @Option(
            names = "--samples",
            paramLabel = "RANGES",
            description = "To which samples of the test split the examples belong, such as 0-499,700-899 (default: the"
                    + " first n).")
    @Nullable
    String samples;

    @Option(names = "--seed", paramLabel = "N", description = "The root of the referee's draws (default: 1).")
    long seed = 1;

    @Option(names = "--json", description = "As JSON, with the verdict on every sample.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        ThreatModel threatModel = threatModel(valueNorm(), epsilon);
        Optional<Samples> positions = Optional.ofNullable(samples).map(JudgeCommand::samples);
        try (Session session = Session.open(parent, 1)) {
            Judgement judgement = session.gauntlet()
                    .judge(new JudgeRequest(
                            parent.surroundings().path(examples),
                            Choices.model(parent.surroundings(), model),
                            Choices.dataSet(session.gauntlet().catalog(), dataSet),
                            positions,
                            threatModel,
                            seed));
            if (json) {
                out().println(Json.pretty(judgement));
            } else {
                print(lines(judgement, threatModel));
            }
            return ExitStatus.DONE;
        }
    }

    private Norm valueNorm() {
        if (norm.equalsIgnoreCase(Norm.POSE.id())) {
            throw new InvalidInputException(
                    "Pictures do not tell the pose they are in, so that poses cannot be judged from"
                            + " a file: have the attack itself played by `./gauntlet attack` with --rotation and --translation,"
                            + " or judge the pictures in linf, l2, l1 or l0.");
        }
        return Choices.norm(norm);
    }

    private static ThreatModel threatModel(Norm norm, double epsilon) {
        try {
            return ThreatModel.whiteBox(norm, epsilon);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("The option --epsilon is wrong: " + e.getMessage(), e);
        }
    }

    /** Ranges such as {@code 0-499,700-899}. */
    static Samples samples(String text) {
        List<Samples.Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = RANGE.matcher(part);
            if (!matcher.matches()) {
                throw new InvalidInputException(
                        "The option --samples takes ranges such as 0-499,700-899, not '" + text + "'.");
            }
            int first = Integer.parseInt(matcher.group(1));
            ranges.add(new Samples.Range(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2))));
        }
        return new Samples(ranges);
    }

    private static List<String> lines(Judgement judgement, ThreatModel threatModel) {
        List<String> lines = new ArrayList<>();
        lines.add("The referee's verdict on " + judgement.samples() + " examples against " + judgement.model() + " ("
                + threatModel.norm().id() + " " + threatModel.epsilon() + ")");
        lines.add("  right when clean     " + judgement.cleanCorrect() + " of " + judgement.samples());
        lines.add("  robust accuracy      " + Numbers.percent(judgement.robustAccuracy()) + " % of all samples");
        lines.add("  beyond epsilon       " + judgement.beyond() + " (these are not the attacker's)");
        lines.add("  median distance      " + Numbers.distance(judgement.medianDistance())
                + " (- when more than half of the samples survive)");
        return lines;
    }
}
