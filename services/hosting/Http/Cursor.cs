using Microsoft.AspNetCore.Http;

namespace Territory.Hosting.Http;

/// <summary>Where a list goes on, its parameter <c>after</c>: behind an item of that list, which was the last of the page before. Any other word would give some page or none, and nobody would notice.</summary>
public static class Cursor
{
    /// <summary>The 422 for a cursor the list does not have; null for one it has, and for the first page.</summary>
    /// <param name="after">What was asked for; null for the first page.</param>
    /// <param name="known">Whether the list has it, whatever it is filtered by.</param>
    /// <param name="what">What a cursor of this list is, for example <c>the id of a rebuild</c>.</param>
    public static IResult? Problem(string? after, bool known, string what) => after is null || known ? null
        : Refusal.Meaning(new FieldError("after", FieldError.Shorten(after), $"the next of the page before, which is {what}; without it the list begins anew"));

    /// <inheritdoc cref="Problem(string?, bool, string)"/>
    /// <param name="after">What was asked for; null for the first page.</param>
    /// <param name="find">Finds an item of the list by what its cursors are.</param>
    /// <param name="what">What a cursor of this list is, for example <c>the id of a rebuild</c>.</param>
    /// <param name="cancellation">Stops looking.</param>
    public static async Task<IResult?> ProblemAsync<T>(string? after, Func<string, CancellationToken, Task<T?>> find, string what, CancellationToken cancellation) where T : class
    {
        ArgumentNullException.ThrowIfNull(find);
        return Problem(after, after is not null && await find(after, cancellation) is not null, what);
    }
}
