package org.compromiso.pledge.practice;

/**
 * What practice-service did about a request.
 *
 * @param pledge the pledge that asked
 * @param request the number of its request
 * @param practice the draft
 */
public record DraftAnswer(String pledge, int request, String practice) {}
