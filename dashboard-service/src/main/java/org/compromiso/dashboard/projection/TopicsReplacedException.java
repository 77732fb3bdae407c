package org.compromiso.dashboard.projection;

/**
 * What a generation has read is no longer what Kafka holds: a topic is gone, was made anew, or ends before our offset.
 * Only another generation can go on from there.
 */
public class TopicsReplacedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicsReplacedException(String message) {
        super(message);
    }
}
