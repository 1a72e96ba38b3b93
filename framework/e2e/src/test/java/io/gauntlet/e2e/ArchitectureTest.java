package io.gauntlet.e2e;

import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The arrows between the modules, as the README draws them. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.gauntlet");

    /** A rule on nothing always passes: each module must have been seen. */
    @Test
    void everyModuleIsSeen() {
        Map<String, Integer> floor = Map.of(
                "io.gauntlet.api", 40,
                "io.gauntlet.arena", 50,
                "io.gauntlet.engine", 40,
                "io.gauntlet.store", 40,
                "io.gauntlet.runtime", 20,
                "io.gauntlet.app", 20,
                "io.gauntlet.testkit", 3,
                "io.gauntlet.plugins", 15);
        floor.forEach((module, least) -> {
            long seen = CLASSES.stream()
                    .filter(type -> type.getPackageName().startsWith(module))
                    .count();
            assertTrue(seen >= least, module + ": saw " + seen + " classes, expected at least " + least);
        });
    }

    @Test
    void apiKnowsNothingOfTheFramework() {
        noClasses()
                .that()
                .resideInAPackage("io.gauntlet.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.gauntlet.arena..",
                        "io.gauntlet.engine..",
                        "io.gauntlet.store..",
                        "io.gauntlet.runtime..",
                        "io.gauntlet.app..",
                        "io.gauntlet.testkit..",
                        "io.gauntlet.plugins..")
                .check(CLASSES);
    }

    @Test
    void pluginsSeeOnlyTheApi() {
        noClasses()
                .that()
                .resideInAPackage("io.gauntlet.plugins..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.gauntlet.arena..",
                        "io.gauntlet.engine..",
                        "io.gauntlet.store..",
                        "io.gauntlet.runtime..",
                        "io.gauntlet.app..")
                .check(CLASSES);
    }

    @Test
    void theGameKnowsNoBusNoDatabaseAndNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("io.gauntlet.arena..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "java.sql..",
                        "org.postgresql..",
                        "org.deeplearning4j..",
                        "io.gauntlet.engine..",
                        "io.gauntlet.store..",
                        "io.gauntlet.runtime..",
                        "io.gauntlet.app..")
                .check(CLASSES);
    }

    @Test
    void theEngineKnowsOnlyTheApi() {
        noClasses()
                .that()
                .resideInAPackage("io.gauntlet.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "java.sql..",
                        "io.gauntlet.arena..",
                        "io.gauntlet.store..",
                        "io.gauntlet.runtime..",
                        "io.gauntlet.app..")
                .check(CLASSES);
    }

    @Test
    void onlyProjectionsOfTheStoreKnowTheGame() {
        noClasses()
                .that()
                .resideInAPackage("io.gauntlet.store..")
                .and()
                .resideOutsideOfPackage("io.gauntlet.store.projection..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.gauntlet.arena..", "io.gauntlet.engine..", "io.gauntlet.runtime..", "io.vertx..")
                .check(CLASSES);
    }

    @Test
    void theRuntimeKnowsNoCommandLineAndNoWeb() {
        noClasses()
                .that()
                .resideInAPackage("io.gauntlet.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.gauntlet.app..", "picocli..", "io.vertx.ext.web..")
                .check(CLASSES);
    }

    @Test
    void onlyTheBackendPackageKnowsTheNativeBackend() {
        noClasses()
                .that()
                .resideInAPackage("io.gauntlet..")
                .and()
                .resideOutsideOfPackage("io.gauntlet.engine.backend..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j.nativeblas..", "org.nd4j.linalg.cpu..", "org.nd4j.linalg.jcublas..")
                .check(CLASSES);
    }

    @Test
    void noCyclesBetweenPackagesOfAModule() {
        for (String module : new String[] {"arena", "engine", "store", "runtime", "app"}) {
            slices().matching("io.gauntlet." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(CLASSES);
        }
    }

    @Test
    void nothingPrintsPastTheCommandLine() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.gauntlet.api..", "io.gauntlet.arena..", "io.gauntlet.engine..", "io.gauntlet.store..")
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.not(
                        com.tngtech.archunit.lang.conditions.ArchConditions.accessField(System.class, "out")))
                .check(CLASSES);
    }
}
