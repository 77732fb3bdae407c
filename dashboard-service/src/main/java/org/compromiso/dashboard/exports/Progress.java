package org.compromiso.dashboard.exports;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What a client has taken of an export. One that takes hardly anything is cut off: it holds one of few places, a
 * connection and a snapshot of the database.
 */
final class Progress extends FilterOutputStream {

    /** Bytes from one look to the next. With a look a minute that is 4 KB a second, which the slowest networks make. */
    static final long LEAST = 256 << 10;

    private final Runnable cut;
    private volatile long written;
    private long enough;

    /**
     * @param to what the client takes from
     * @param cut ends the connection
     */
    Progress(OutputStream to, Runnable cut) {
        super(to);
        this.cut = cut;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        written += length;
    }

    /** What a document closes at its end is not the answer. */
    @Override
    public void close() throws IOException {
        flush();
    }

    boolean isNothingWritten() {
        return written == 0;
    }

    /** Looks from time to time; the first look asks for nothing, because the database needs its time to find the rows. */
    void look() {
        var now = written;
        if (now < enough) {
            cut.run();
        }
        enough = now + LEAST;
    }
}
