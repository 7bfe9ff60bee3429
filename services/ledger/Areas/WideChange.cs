namespace Territory.Ledger.Areas;

/// <summary>A change of the whole of an area: what was so before it in any area below is superseded, for good.</summary>
/// <param name="Since">When it took effect.</param>
/// <param name="Ruling">What holds below by it; null once the area above is not held as a whole any more.</param>
public sealed record WideChange(DateTimeOffset Since, Ruling? Ruling);
