package __package__;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.AttackFactory;

/** What this jar brings; META-INF/services names it. */
public final class __Name__Plugin implements Plugin {
    @Override
    public List<AttackFactory<?>> attacks() {
        return List.of(__Name__.FACTORY);
    }
}
