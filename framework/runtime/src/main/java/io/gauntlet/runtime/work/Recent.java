package io.gauntlet.runtime.work;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The most recently used values of a function of a key. Safe for use by several threads. */
final class Recent<K, V> {
    private final Function<K, V> read;
    private final LinkedHashMap<K, V> values;

    Recent(int capacity, Function<K, V> read) {
        this.read = read;
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    V get(K key) {
        synchronized (values) {
            V known = values.get(key);
            if (known != null) {
                return known;
            }
        }
        V value = read.apply(key);
        synchronized (values) {
            values.put(key, value);
        }
        return value;
    }
}
