package io.gauntlet.app.cli;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;

import io.gauntlet.app.text.TextTable;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** Looks whether everything is in order. */
@Command(name = "doctor", description = "Look whether everything is in order, and say what to do about what is not.")
final class DoctorCommand extends Subcommand {
    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>(MachineChecks.all(parent));
        findings.addAll(DatabaseChecks.all(parent));
        try (LoadedPlugins plugins = Gauntlet.load(parent.pluginRoots())) {
            findings.addAll(PluginChecks.all(parent, plugins));
        }
        TextTable table = new TextTable(3, List.of("what", "state", "found"));
        for (Finding finding : findings) {
            table.add(finding.what(), finding.advice().isEmpty() ? "fine" : "look", finding.found());
        }
        print(table.lines(Integer.MAX_VALUE));
        List<Finding> problems =
                findings.stream().filter(one -> !one.advice().isEmpty()).toList();
        out().println();
        if (problems.isEmpty()) {
            out().println("Everything is fine.");
            return ExitStatus.DONE;
        }
        out().println("What to do");
        problems.forEach(one -> out().println("  " + one.what() + ": " + one.advice()));
        return ExitStatus.FAILED;
    }
}
