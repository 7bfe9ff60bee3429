namespace Territory.Scenarios.Store;

/// <summary>A clock that says what it is told, forwards or backwards.</summary>
internal sealed class ClockOfATest(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Jump(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
