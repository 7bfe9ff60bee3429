namespace Territory.Ledger.Imports;

/// <summary>
/// How many rows the next transaction takes, so that the append lock is held for about as long as a live writer may be
/// kept waiting. The lock is handed on in the order of asking: who waits comes before the import's next transaction.
/// </summary>
internal readonly record struct ImportPace(int Rows)
{
    public const int Most = 2000;
    private const int Least = 20;
    private static readonly TimeSpan Wanted = TimeSpan.FromMilliseconds(75);

    public static readonly ImportPace First = new(200);

    /// <param name="held">How long the lock was held for this many rows.</param>
    public ImportPace After(TimeSpan held)
    {
        var fitting = Rows * (Wanted / (held > TimeSpan.Zero ? held : TimeSpan.FromMilliseconds(1)));
        // One slow commit is no reason to crawl, one fast one none to leap.
        return new((int)Math.Clamp(fitting, Math.Max(Least, Rows / 2), Math.Min(Most, Rows * 3 / 2)));
    }
}
