package io.gauntlet.runtime.work;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names a worker for people: host and process. */
public final class WorkerName {
    private WorkerName() {}

    /** The host, a slash, and the number of the process. */
    public static String ofThisProcess() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return host + "/" + ProcessHandle.current().pid();
    }
}
