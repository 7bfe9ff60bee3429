namespace Territory.Scenarios.Ledger;

/// <summary>A clock that stands still until it is moved, forwards or backwards.</summary>
internal sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Move(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
