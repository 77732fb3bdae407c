package org.compromiso.dashboard.facets;

/**
 * A place.
 *
 * @param latitude degrees north; null when not known
 * @param longitude degrees east; null when not known
 */
public record Locality(String name, String country, Double latitude, Double longitude) {}
