namespace Territory.Hosting.Http;

/// <summary>A page of a list. <paramref name="Next"/> is the <c>after</c> of the next page, null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public const int Usual = 100;
    public const int Most = 1000;
}
