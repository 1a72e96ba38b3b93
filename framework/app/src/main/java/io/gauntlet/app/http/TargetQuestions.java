package io.gauntlet.app.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.data.Examples;
import io.gauntlet.app.json.Json;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.remote.RemoteTarget;

/** What can be asked of a stored model: checks a request, bills it to its client and answers it. The methods block. */
final class TargetQuestions {
    /** The most bytes that are taken, and that are answered where a request does not bound them. */
    static final int LARGEST_BODY = 16 << 20;

    private static final int MOST_CANDIDATES = 1000;
    private static final Map<String, Loss> LOSSES = Map.of(
            "cross-entropy", Losses.crossEntropy(),
            "margin", Losses.margin(),
            "dlr", Losses.dlr());

    private final TargetTerms terms;
    private final TargetMeter meter;

    TargetQuestions(TargetTerms terms) {
        this.terms = terms;
        meter = new TargetMeter(terms.queries());
    }

    /**
     * Arrays for a client.
     *
     * @param arrays one after the other
     * @param rejected candidates that the detector rejects
     * @param left queries
     */
    record Reply(List<Npy> arrays, List<Integer> rejected, long left) {}

    private record Candidates(float[] values, int n, NpyBody rest) {}

    /**
     * Refuses what is not offered.
     *
     * @throws HttpFailure with status 403
     */
    void check(String asked, Knowledge needed) {
        Knowledge granted = terms.knowledge()
                .orElseThrow(() -> new HttpFailure(
                        403,
                        "This server offers no model as a target: `./gauntlet serve --targets label` (or score,"
                                + " white-box) does."));
        if (!granted.grants(needed)) {
            throw new HttpFailure(
                    403,
                    "This server answers with " + granted.id() + " knowledge, and " + asked + " takes " + needed.id()
                            + " knowledge.");
        }
    }

    Object facts(RoutingContext context, RemoteTarget target) {
        ObjectNode facts = Json.tree(target.facts()).deepCopy();
        TargetMeter.Spent spent = meter.spent(client(context), target.facts().model());
        facts.put("knowledge", terms.knowledge().orElseThrow().id()).put("budget", terms.queries());
        facts.set("spent", Json.tree(spent));
        return facts.put("mostCandidates", most(target)).put("largestBody", LARGEST_BODY);
    }

    private static int most(RemoteTarget target) {
        return Math.max(
                1,
                Math.min(
                        MOST_CANDIDATES,
                        LARGEST_BODY / Float.BYTES / target.samples().length()));
    }

    Object samples(RoutingContext context, RemoteTarget target) {
        Examples test = target.samples();
        int from = (int) Given.number(context, "from", 0, test.size(), 0);
        int limit = (int) Given.number(context, "limit", 1, MOST_CANDIDATES, 100);
        int n = Math.min(Math.min(limit, most(target)), test.size() - from);
        float[] values = new float[n * test.length()];
        long[] labels = new long[n];
        for (int i = 0; i < n; i++) {
            test.read(from + i, values, i * test.length());
            labels[i] = test.label(from + i);
        }
        return reply(context, target, List.of(Npy.of(values, shape(n, target)), Npy.of(labels, n)), new boolean[n]);
    }

    Object labels(RoutingContext context, RemoteTarget target) {
        RemoteTarget.Answers answers = answers(context, target);
        long[] labels = new long[answers.labels().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = answers.rejected()[i] ? -1 : answers.labels()[i];
        }
        return reply(context, target, List.of(Npy.of(labels, labels.length)), answers.rejected());
    }

    Object scores(RoutingContext context, RemoteTarget target) {
        RemoteTarget.Answers answers = answers(context, target);
        return reply(context, target, List.of(logits(answers)), answers.rejected());
    }

    private RemoteTarget.Answers answers(RoutingContext context, RemoteTarget target) {
        Candidates candidates = candidates(context, target);
        candidates.rest().end();
        return target.answers(candidates.values(), pay(context, target, candidates.n(), 0));
    }

    Object gradients(RoutingContext context, RemoteTarget target) {
        String name = context.request().getParam("loss", "cross-entropy");
        Loss loss = LOSSES.get(name);
        if (loss == null) {
            throw new HttpFailure(400, "The parameter 'loss' must be cross-entropy, margin or dlr.");
        }
        Candidates candidates = candidates(context, target);
        int n = candidates.n();
        int[] labels = labels(candidates, target.facts().classes());
        candidates.rest().end();
        RemoteTarget.Slopes slopes = target.slopes(candidates.values(), labels, loss, pay(context, target, n, n));
        return reply(
                context,
                target,
                List.of(
                        Npy.of(slopes.values(), shape(n, target)),
                        Npy.of(slopes.losses(), n),
                        logits(slopes.answers())),
                slopes.answers().rejected());
    }

    private static Candidates candidates(RoutingContext context, RemoteTarget target) {
        NpyBody body = new NpyBody(
                context.body().buffer() == null
                        ? new byte[0]
                        : context.body().buffer().getBytes());
        Npy array = body.floats("candidates");
        long[] shape = array.shape();
        int n = shape.length == 0 ? 0 : (int) shape[0];
        if (n < 1 || n > most(target) || !Arrays.equals(shape, shape(n, target))) {
            String sample = target.facts().shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
            throw new HttpFailure(
                    400,
                    "The candidates must have the shape (n, " + sample + ") with n from 1 to " + most(target)
                            + ", channels last, not "
                            + LongStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", ")"))
                            + ".");
        }
        float[] values = array.floats();
        for (int i = 0; i < values.length; i++) {
            // So that NaN is refused too.
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new HttpFailure(
                        400,
                        "Candidate " + i / (values.length / n) + " holds the value " + values[i]
                                + ": all must be from 0 to 1.");
            }
        }
        return new Candidates(values, n, body);
    }

    private static int[] labels(Candidates candidates, int classes) {
        Npy array = candidates.rest().integers("labels");
        if (!Arrays.equals(array.shape(), new long[] {candidates.n()})) {
            throw new HttpFailure(
                    400, "There must be a label for each candidate, an array of shape (" + candidates.n() + ",).");
        }
        long[] labels = array.longs();
        for (long label : labels) {
            if (label < 0 || label >= classes) {
                throw new HttpFailure(400, "The label " + label + " is no class: they are 0 to " + (classes - 1) + ".");
            }
        }
        return LongStream.of(labels).mapToInt(Math::toIntExact).toArray();
    }

    /**
     * Bills a call.
     *
     * @return the draws of its candidates: fresh at each query, and told by the client's own queries
     */
    private RowDraws pay(RoutingContext context, RemoteTarget target, int queries, int gradients) {
        String client = client(context);
        String model = target.facts().model();
        long first = meter.pay(client, model, queries, gradients);
        Seed seed = Seed.of(terms.seed()).derive("remote-target:" + model + ":" + client);
        return row -> seed.derive("query", first + row).draws();
    }

    private Reply reply(RoutingContext context, RemoteTarget target, List<Npy> arrays, boolean[] rejected) {
        return new Reply(
                arrays,
                IntStream.range(0, rejected.length)
                        .filter(i -> rejected[i])
                        .boxed()
                        .toList(),
                meter.left(client(context), target.facts().model()));
    }

    private static Npy logits(RemoteTarget.Answers answers) {
        int n = answers.labels().length;
        return Npy.of(answers.logits(), n, answers.logits().length / n);
    }

    private static long[] shape(int n, RemoteTarget target) {
        return LongStream.concat(
                        LongStream.of(n), target.facts().shape().stream().mapToLong(Long::longValue))
                .toArray();
    }

    private static String client(RoutingContext context) {
        return Visitor.of(context).name();
    }
}
