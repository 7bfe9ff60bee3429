namespace Territory.Hosting.ApiDocument;

// What the document says of bodies that several calls take. Bodies are read member by member, strictly.

/// <summary>A body that may be empty but for its braces.</summary>
/// <param name="Reason">Why; it stays with what is started.</param>
public sealed record ReasonIfAny(string? Reason);

/// <summary>A body that says why.</summary>
/// <param name="Reason">Why, in a sentence; it is kept with who and when.</param>
public sealed record ReasonGiven(string Reason);
