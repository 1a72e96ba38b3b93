package __package__;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.defense.DefenseFactory;

/** What this jar brings; META-INF/services names it. */
public final class __Name__Plugin implements Plugin {
    @Override
    public List<DefenseFactory<?>> defenses() {
        return List.of(__Name__.FACTORY);
    }
}
