package io.gauntlet.bench.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import picocli.CommandLine.Option;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.network.BenchNetwork;
import io.gauntlet.bench.network.BenchNetworks;
import io.gauntlet.bench.network.Operation;
import io.gauntlet.bench.network.Task;

/** The options that choose what is measured. */
final class TaskChoice {
    @Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description = "S and M (small-cnn and madry-cnn, 28x28x1), R8 and R20 (resnet-8 and resnet-20, 32x32x3),"
                    + " wong2020 (needs --onnx). Default: all, wong2020 only with --onnx.")
    private List<String> networks = new ArrayList<>();

    @Option(
            names = "--operations",
            split = ",",
            paramLabel = "NAME",
            description = "forward, gradient (of the loss by the input), pgd40, train-sgd, train-adam. Default: all.")
    private List<String> operations = new ArrayList<>();

    @Option(
            names = "--n",
            split = ",",
            paramLabel = "N",
            defaultValue = "64,256",
            description = "Samples in a batch (default: ${DEFAULT-VALUE}).")
    private List<Integer> samples = new ArrayList<>();

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "T",
            defaultValue = "1,2",
            description = "For us workers of one thread each, for the peers threads within operations (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<Integer> threads = new ArrayList<>();

    /**
     * What was chosen, in the order given. Networks that come from a file are never trained.
     *
     * @param withFile whether the file of such a network was named
     * @throws BenchException for a name that does not exist, with those that do
     */
    List<Task> tasks(boolean withFile) {
        List<Task> tasks = new ArrayList<>();
        for (BenchNetwork network : networks(withFile)) {
            for (Operation operation : operations()) {
                if (operation.training() && network.architecture().isEmpty()) {
                    continue;
                }
                for (int count : positive("--n", samples)) {
                    for (int t : positive("--threads", threads)) {
                        tasks.add(new Task(network, operation, count, t));
                    }
                }
            }
        }
        if (tasks.isEmpty()) {
            throw BenchException.mistake("There is nothing to measure: a network from a file is not trained here.");
        }
        return tasks;
    }

    private List<BenchNetwork> networks(boolean withFile) {
        if (networks.isEmpty()) {
            return BenchNetworks.all().stream()
                    .filter(network -> withFile || network.architecture().isPresent())
                    .collect(Collectors.toList());
        }
        return networks.stream().map(TaskChoice::network).collect(Collectors.toList());
    }

    private static BenchNetwork network(String id) {
        return BenchNetworks.find(id)
                .orElseThrow(() -> BenchException.mistake("There is no network '" + id + "' to measure; there are "
                        + String.join(", ", BenchNetworks.ids()) + "."));
    }

    private List<Operation> operations() {
        if (operations.isEmpty()) {
            return List.of(Operation.values());
        }
        return operations.stream().map(TaskChoice::operation).collect(Collectors.toList());
    }

    private static Operation operation(String id) {
        return Operation.find(id)
                .orElseThrow(() -> BenchException.mistake("There is no operation '" + id + "' to measure; there are "
                        + Arrays.stream(Operation.values()).map(Operation::id).collect(Collectors.joining(", "))
                        + "."));
    }

    private static List<Integer> positive(String option, List<Integer> given) {
        if (given.stream().anyMatch(number -> number < 1)) {
            throw BenchException.mistake("The option " + option + " takes numbers of at least 1.");
        }
        return given;
    }
}
