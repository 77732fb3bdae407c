package org.compromiso.practice.publication;

/** A practice and its newest round. */
record PracticeWithRound(Practice practice, PracticeRound round) {}
