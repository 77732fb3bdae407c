/** What the landing page shows that is not in it: where the consoles are, and the documents of the project. */
package org.compromiso.dashboard.landing;
