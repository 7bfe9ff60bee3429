namespace Territory.Hosting.Http;

/// <summary>Which page of a list is asked for, of things whose ids rise with time: oldest first unless it says otherwise.</summary>
/// <param name="After">The last id of the page before; null for the first page.</param>
/// <param name="Limit">Most items of a page.</param>
public readonly record struct Listing(string? After, bool Descending, int Limit)
{
    public static Listing NewestFirst(int limit) => new(null, Descending: true, limit);

    public static Listing Read(QueryReader query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(query.Text("after"), query.OneOf("order", "asc", "asc", "desc") == "desc", query.Count("limit", Page<object>.Usual, 1, Page<object>.Most));
    }

    /// <summary>Condition in SQL, of a column of ids, byte by byte whatever the database's language: a long table needs an index of just that. <paramref name="after"/> is the parameter that has <see cref="From"/>.</summary>
    public string Behind(string after, string column = "id") => $"{column} collate \"C\" {(Descending ? "<" : ">")} {after}";

    /// <summary>The order to it.</summary>
    public string OrderBy(string column) => $"order by {column} collate \"C\"{(Descending ? " desc" : "")}";
    public string Order => OrderBy("id");

    /// <summary>Beyond every id where there was no page before: ids are letters, digits and underscores.</summary>
    public string From => After ?? (Descending ? "~" : "");

    /// <summary>One more than a page has tells whether there is another.</summary>
    public int Looked => Limit + 1;

    /// <summary>The page, of what was found when as many were looked for.</summary>
    public Page<TShown> PageOf<T, TShown>(IReadOnlyList<T> found, Func<T, string> id, Func<T, TShown> show)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(id);
        return new([.. found.Take(Limit).Select(show)], found.Count > Limit ? id(found[Limit - 1]) : null);
    }

    public Page<T> PageOf<T>(IReadOnlyList<T> found, Func<T, string> id) => PageOf(found, id, item => item);
}
