package org.compromiso.launcher;

import java.io.IOException;

/** One process of the system: what must be there before it, how it is started, when it counts as ready. */
interface Part {

    /** The name in the table of processes and of the log file. */
    String name();

    /** Makes what the process needs and is not there yet: unpacks, formats. Called before each start. */
    void prepare() throws IOException, InterruptedException;

    ProcessBuilder command();

    /** Asks the process itself; must answer within about a second. */
    boolean ready();

    /** Makes what only the ready process can make, when it is not there yet: databases, topics. */
    default void provision() {}

    /** The signal that ends the process cleanly. */
    default String stopSignal() {
        return "TERM";
    }
}
