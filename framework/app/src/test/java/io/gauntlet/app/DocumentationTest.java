package io.gauntlet.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Everything that authors of plug-ins see is documented. */
class DocumentationTest {
    @ParameterizedTest
    @CsvSource({"api, 60", "testkit, 5"})
    void everyPublicTypeAndMethodHasADocumentationComment(String module, int leastTypes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path sources = Path.of("..", module, "src", "main", "java");
        try (Stream<Path> all = Files.walk(sources);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java = all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(java));
            Scanner scanner = new Scanner(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
            assertTrue(scanner.types >= leastTypes, scanner.types + " types were looked at");
            assertEquals(List.of(), scanner.missing);
        }
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {
        /** By what is overridden, and of a check by its name. */
        private static final Set<String> SAID = Set.of("Override", "DisplayName");

        private final DocTrees docs;
        private final List<String> missing = new ArrayList<>();
        private int types;

        Scanner(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!seen(type.getModifiers())) {
                return null; // nor is what stands within
            }
            types++;
            check(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            boolean said = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            SAID.contains(annotation.getAnnotationType().toString()));
            if (seen(method.getModifiers()) && !said) {
                check(method.getName().toString());
            }
            return null; // what stands within a method is seen by nobody
        }

        private void check(String name) {
            if (docs.getDocComment(getCurrentPath()) == null) {
                missing.add(
                        getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + name);
            }
        }

        /** Public or protected, as all members of interfaces are. */
        private boolean seen(ModifiersTree modifiers) {
            Tree around = getCurrentPath().getParentPath().getLeaf();
            boolean inInterface =
                    around.getKind() == Tree.Kind.INTERFACE || around.getKind() == Tree.Kind.ANNOTATION_TYPE;
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || modifiers.getFlags().contains(Modifier.PROTECTED)
                    || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
        }
    }
}
