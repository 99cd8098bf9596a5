function Icon({ path }: { path: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" width="18" height="18">
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export const MoreIcon = () => <Icon path="M4 12h1M11.5 12h1M19 12h1" />;
export const ReplyIcon = () => <Icon path="M4 5h16v11H9l-5 4z" />;
export const RepostIcon = () => (
  <Icon path="M5 15V8a2 2 0 0 1 2-2h9m-3-3 3 3-3 3M19 9v7a2 2 0 0 1-2 2H8m3 3-3-3 3-3" />
);
export const LikeIcon = () => (
  <Icon path="M12 20S4 15 4 9.2A4.2 4.2 0 0 1 12 7a4.2 4.2 0 0 1 8 2.2C20 15 12 20 12 20z" />
);
