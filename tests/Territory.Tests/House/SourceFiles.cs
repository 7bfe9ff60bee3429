namespace Territory.Tests.House;

/// <summary>A line of our own source, with where it stands.</summary>
internal sealed record SourceLine(string File, int Number, string Text)
{
    public override string ToString() => $"{File}:{Number}: {Text.Trim()}";
}

/// <summary>The source files of this repository, as laws read them.</summary>
internal static class SourceFiles
{
    public static readonly string Root = FindRoot();

    /// <summary>Code and pages below a folder.</summary>
    public static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !Relative(file).Split('/').Any(part => part is "bin" or "obj"));

    /// <summary>Their lines but those that are comments.</summary>
    public static IEnumerable<SourceLine> Lines(string folder) =>
        from file in Below(folder)
        from line in File.ReadLines(file).Select((text, number) => new SourceLine(Relative(file), number + 1, text))
        where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
        select line;

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Territory.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run inside the repository; Territory.sln is in no folder above them.");
    }
}
