package org.compromiso.platform.outbox;

/**
 * A public event on its way: what one change of one subject is told as on one topic.
 *
 * @param topic the Kafka topic
 * @param key the record's key: the public reference of the pledge or practice concerned
 * @param subject {@code ce_subject}
 * @param sequence the subject's version; with the subject unique on a topic
 * @param type {@code ce_type}, such as {@code org.compromiso.PledgeRegistered.v1}
 * @param value what becomes the JSON value
 */
public record OutboxEvent(String topic, String key, String subject, long sequence, String type, Object value) {}
