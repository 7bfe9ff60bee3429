namespace Territory.Feed.Subscriptions;

// What the document says of bodies; they are read member by member, strictly.

/// <summary>A subscription as it is asked for.</summary>
/// <param name="Theatre">Its id; not needed while there is only one.</param>
/// <param name="Name">For people.</param>
/// <param name="Target">Where it is delivered.</param>
/// <param name="Filter">Which changes; everything without it.</param>
/// <param name="Start">"beginning", "now", a position (everything behind it), or a recorded time; now without it.</param>
/// <param name="State">Active, or paused until it is changed.</param>
/// <param name="Secret">Of a webhook: whsec_ and 24 to 64 bytes in base64 (Standard Webhooks); made by the server without it.</param>
internal sealed record SubscriptionAsked(string? Theatre, string? Name, TargetAsked Target, FilterAsked? Filter, string? Start, SubscriptionState? State, string? Secret);

/// <summary>Where a subscription is delivered.</summary>
/// <param name="Url">Of a webhook.</param>
/// <param name="Queue">Of a queue or a stream; named by the server without it.</param>
internal sealed record TargetAsked(TargetType Type, string? Url, string? Queue);

/// <summary>Which changes: those that meet every member that is said.</summary>
/// <param name="Areas">Codes or unambiguous names; each with all below it.</param>
/// <param name="Actors">Codes; each with its children.</param>
/// <param name="From">Code of the actor that lost the area.</param>
/// <param name="To">Code of the actor that got it.</param>
/// <param name="MinGrade">At least as good: source A to F, information 1 to 6.</param>
/// <param name="Kinds">Of changed, corrected, retracted, succeeded (and its retraction), succession-retracted; all of them without it.</param>
internal sealed record FilterAsked(IReadOnlyList<string>? Areas, IReadOnlyList<string>? Actors, string? From, string? To, string? MinGrade, IReadOnlyList<string>? Kinds);

/// <summary>One of the two.</summary>
/// <param name="State">Active or paused.</param>
/// <param name="ResetTo">"beginning", "now", a position or a recorded time: from there everything is told again.</param>
internal sealed record SubscriptionChange(SubscriptionState? State, string? ResetTo);

/// <summary>A new secret; the body may be left out.</summary>
/// <param name="Secret">whsec_ and 24 to 64 bytes in base64; made by the server without it.</param>
/// <param name="OverlapHours">How long the old one is good beside it, 0 to 168; 24 without it.</param>
internal sealed record RotationAsked(string? Secret, int? OverlapHours);
