package dev.waybill.live;

/** The origins of a hub's routes: the values of {@code waybill.routes.source}. */
enum RouteSource {
    /** The folder: a start with new files publishes them. */
    folder,
    /** The last publication: the folder only gives the first revision. */
    published
}
