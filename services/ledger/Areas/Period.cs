namespace Territory.Ledger.Areas;

/// <summary>A piece of the world's time, both ends within.</summary>
public readonly record struct Period(DateTimeOffset From, DateTimeOffset To);
