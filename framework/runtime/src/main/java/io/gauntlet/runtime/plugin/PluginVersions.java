package io.gauntlet.runtime.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;

/**
 * The plug-ins of a running process: what the last look into the folders found, and what earlier looks found as long as
 * something planned with it is not over. A plug-in whose jars did not change is the same in all of them. Can be used
 * from any thread.
 */
public final class PluginVersions implements AutoCloseable {
    /** One look. */
    private static final class Look {
        final LoadedPlugins plugins;
        int holds;

        /** The last position of the record at which a tournament is known to be planned with it. */
        long planned;

        /** The position up to which others were. */
        long until = Long.MAX_VALUE;

        Look(LoadedPlugins plugins) {
            this.plugins = plugins;
        }
    }

    private final Object reloading = new Object();

    /** The newest first; never empty. */
    private final List<Look> looks = new ArrayList<>();

    /** Begins with a first look; closes it when this is closed. */
    public PluginVersions(LoadedPlugins first) {
        looks.add(new Look(first));
    }

    /** What the last look found. */
    public synchronized LoadedPlugins present() {
        return looks.get(0).plugins;
    }

    /** What all looks found whose plug-ins are still loaded, the newest first. */
    public synchronized List<LoadedPlugins> all() {
        return looks.stream().map(look -> look.plugins).toList();
    }

    /** Keeps plug-ins loaded until it is closed. */
    public final class Hold implements AutoCloseable {
        private final Look look;
        private boolean open = true;

        private Hold(Look look) {
            this.look = look;
        }

        /** What is kept. */
        public LoadedPlugins plugins() {
            return look.plugins;
        }

        /** Says that a tournament was planned with these plug-ins, at a position of the record. */
        public void planned(long position) {
            synchronized (PluginVersions.this) {
                look.planned = Math.max(look.planned, position);
            }
        }

        @Override
        public void close() {
            synchronized (PluginVersions.this) {
                look.holds -= open ? 1 : 0;
                open = false;
            }
        }
    }

    private Hold held(Look look) {
        look.holds++;
        return new Hold(look);
    }

    /** Keeps what the last look found. */
    public synchronized Hold hold() {
        return held(looks.get(0));
    }

    /** Keeps what a look found; empty when it is gone. */
    public synchronized Optional<Hold> hold(LoadedPlugins plugins) {
        return looks.stream()
                .filter(look -> look.plugins == plugins)
                .findFirst()
                .map(this::held);
    }

    /** Keeps what the newest look found that has all parts, made of the jars that the record names; empty without one. */
    public synchronized Optional<Hold> hold(Collection<Dependency> parts) {
        return newest(parts).map(this::held);
    }

    /** Architectures of the engine itself carry the build's name and learn the same: others of that name do. */
    private Optional<Look> newest(Collection<Dependency> parts) {
        List<Dependency> players =
                parts.stream().filter(part -> part.kind() != Kind.ARCHITECTURE).toList();
        return looks.stream()
                .filter(look -> look.plugins.has(parts))
                .findFirst()
                .or(() ->
                        looks.stream().filter(look -> look.plugins.has(players)).findFirst());
    }

    /**
     * Looks into the folders again. What it finds is in use when this returns; one look is over before the next begins.
     *
     * @param head the position of the record
     * @param prepare told what changed before anybody can use it; when it throws, everything stays as it was
     */
    public PluginReload reload(LongSupplier head, Consumer<PluginReload> prepare) {
        synchronized (reloading) {
            LoadedPlugins before = present();
            Set<OpenPlugin> known = live();
            LoadedPlugins after = PluginLoader.again(before, known);
            PluginReload reload = PluginReload.between(before, after);
            if (reload.fresh().isEmpty() && reload.removed().isEmpty()) {
                return reload;
            }
            long position;
            try {
                prepare.accept(reload);
                position = head.getAsLong();
            } catch (RuntimeException | Error e) {
                after.open().stream().filter(one -> !known.contains(one)).forEach(OpenPlugin::close);
                throw e;
            }
            synchronized (this) {
                looks.get(0).until = position;
                looks.add(0, new Look(after));
            }
            return reload;
        }
    }

    private synchronized Set<OpenPlugin> live() {
        Set<OpenPlugin> live = new HashSet<>();
        looks.forEach(look -> live.addAll(look.plugins.open()));
        return live;
    }

    /** A plug-in as a tournament used it that was planned at a position of the record; empty when that is not known. */
    public synchronized Optional<Dependency> at(long position, Kind kind, String id) {
        for (int i = looks.size() - 1; i >= 0; i--) {
            Look look = looks.get(i);
            if (position <= Math.max(look.until, look.planned)) {
                return look.plugins.catalog().ids(kind).contains(id)
                        ? Optional.of(Dependency.of(look.plugins.catalog().find(kind, id)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What earlier looks found and nobody holds now. */
    public synchronized List<LoadedPlugins> idle() {
        return looks.stream()
                .skip(1)
                .filter(look -> look.holds == 0)
                .map(look -> look.plugins)
                .toList();
    }

    /** Plug-ins that nobody can reach any more; their jars are closed with it. */
    public static final class Gone implements AutoCloseable {
        private final List<OpenPlugin> plugins;

        private Gone(List<OpenPlugin> plugins) {
            this.plugins = plugins;
        }

        /** The SHA-256 of their jars. */
        public Set<String> jars() {
            Set<String> jars = new HashSet<>();
            plugins.forEach(one -> jars.add(one.plugin().sha()));
            return jars;
        }

        /** What they brought. */
        public List<Registered> brought() {
            return plugins.stream()
                    .flatMap(one -> one.plugin().brings().stream())
                    .toList();
        }

        @Override
        public void close() {
            plugins.forEach(OpenPlugin::close);
        }
    }

    /**
     * Lets go of earlier looks.
     *
     * @param idle those that were idle before it was asked what is needed
     * @param needed what belongs together and must stay, made of the jars that are named
     * @return the plug-ins that no look has any more
     */
    public synchronized Gone retire(
            Collection<LoadedPlugins> idle, Collection<? extends Collection<Dependency>> needed) {
        Set<Look> staying = new HashSet<>();
        needed.forEach(parts -> newest(parts).ifPresent(staying::add));
        Set<OpenPlugin> before = live();
        Look present = looks.get(0);
        looks.removeIf(
                look -> look != present && look.holds == 0 && idle.contains(look.plugins) && !staying.contains(look));
        before.removeAll(live());
        return new Gone(List.copyOf(before));
    }

    @Override
    public void close() {
        live().forEach(OpenPlugin::close);
    }
}
