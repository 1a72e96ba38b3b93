package io.gauntlet.app.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

import org.apache.commons.text.StringSubstitutor;

import io.gauntlet.api.Plugin;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Kind;

/**
 * The stand-alone Maven project of a new plug-in, with a simple algorithm that works and that its author replaces.
 * Templates hold words such as {@code __Name__}, so that they are Java before and after these are filled in.
 */
public final class PluginProject {
    /** The kinds that there are templates for. */
    public static final List<Kind> KINDS = List.of(Kind.ATTACK, Kind.DEFENSE, Kind.TRANSFORMATION, Kind.DATA_SET);

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** What plug-ins see of the framework: classes of theirs in these packages would never be found. */
    private static final List<String> SHARED = List.of(
            "io.gauntlet",
            "org.nd4j",
            "org.deeplearning4j",
            "org.bytedeco",
            "org.slf4j",
            "org.jspecify",
            "java",
            "jdk");

    private static final Pattern NOT_CODE = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"[^\"\\n]*\"");
    private static final Pattern CLASS = Pattern.compile("\\b[A-Z]\\w*");

    private final Kind kind;
    private final String id;
    private final String packageName;

    /**
     * A project.
     *
     * @param kind one of {@link #KINDS}
     * @param id the plug-in's name in specs
     * @param packageName of its classes
     * @throws InvalidInputException when the names will not do, with what to do
     */
    public PluginProject(Kind kind, String id, String packageName) {
        this.kind = kind;
        this.id = id;
        this.packageName = packageName;
        if (!KINDS.contains(kind)) {
            throw new InvalidInputException("There is no template of an " + kind.noun() + ".");
        }
        if (!ID.matcher(id).matches()) {
            throw new InvalidInputException("The name '" + id
                    + "' must be lower-case words joined by hyphens, the first beginning with a letter, such as my-"
                    + kind.id() + ".");
        }
        if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw new InvalidInputException("'" + packageName
                    + "' cannot be a Java package: name another with --package, such as org.example." + "fool.");
        }
        SHARED.stream()
                .filter(shared -> (packageName + ".").startsWith(shared + "."))
                .findFirst()
                .ifPresent(shared -> {
                    throw new InvalidInputException("The package '" + packageName + "' lies in " + shared
                            + ", where the program looks for its own classes: name another with --package.");
                });
        if (usedOtherwise().contains(name())) {
            throw new InvalidInputException("The name '" + id + "' makes a class " + name()
                    + ", and its code needs another class of that name: choose another name, such as my-" + id + ".");
        }
    }

    /** The package of a plug-in whose author names none. */
    public static String usualPackage(String id) {
        return "org.example." + id.replace("-", "");
    }

    /** The class, such as {@code MyAttack} for {@code my-attack}. */
    String name() {
        return Arrays.stream(id.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private Set<String> usedOtherwise() {
        String code = NOT_CODE.matcher(template(kind.id() + "/Main.java")).replaceAll("");
        return CLASS.matcher(code).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /**
     * Writes the project.
     *
     * @param folder missing or empty
     * @return how many files there are
     * @throws InvalidInputException when the folder holds something
     */
    public int write(Path folder) throws IOException {
        if (Files.exists(folder) && !empty(folder)) {
            throw new InvalidInputException(
                    "The folder " + folder + " is not empty: name another with --directory, or clear it first.");
        }
        Map<String, String> files = files();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        return files.size();
    }

    private static boolean empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** The contents of each file, by its path in the project. */
    private Map<String, String> files() {
        String main = "src/main/java/" + packageName.replace('.', '/') + "/" + name();
        String test = "src/test/java/" + packageName.replace('.', '/') + "/" + name() + "Test.java";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", filled("common/pom.xml"));
        files.put("README.md", filled("common/README.md"));
        files.put(".gitignore", filled("common/gitignore"));
        files.put("tournament.yaml", filled(kind.id() + "/tournament.yaml"));
        files.put(main + ".java", filled(kind.id() + "/Main.java"));
        files.put(main + "Plugin.java", filled(kind.id() + "/Plugin.java"));
        files.put(test, filled(kind.id() + "/Test.java"));
        files.put("src/main/resources/META-INF/services/" + Plugin.class.getName(), filled("common/services"));
        return files;
    }

    private String filled(String template) {
        Map<String, String> values = new HashMap<>(versions());
        values.put("id", id);
        values.put("Name", name());
        values.put("package", packageName);
        values.put("kind", kind.noun());
        values.put("What", (kind == Kind.ATTACK ? "An " : "A ") + kind.noun());
        values.put("try", template(kind.id() + "/Try.md"));
        values.put("api", Integer.toString(Plugin.API_VERSION));
        return new StringSubstitutor(values, "__", "__")
                .setEnableUndefinedVariableException(true)
                .replace(template(template));
    }

    private static Map<String, String> versions() {
        Properties versions = new Properties();
        try (InputStream file = open("versions.properties")) {
            versions.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, versions::getProperty));
    }

    /** The version of Gauntlet that the project is written for. */
    public static String gauntletVersion() {
        return Objects.requireNonNull(versions().get("gauntlet"));
    }

    private static String template(String name) {
        try (InputStream file = open(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream file = PluginProject.class.getResourceAsStream(name);
        return Objects.requireNonNull(file, () -> "The template " + name + " is missing in this build.");
    }
}
