import appsync from '@aws-appsync/eslint-plugin';

/** Resolvers run in APPSYNC_JS, which knows less than JavaScript: these rules find what it would refuse at deployment. */
export default [
  {
    files: ['src/resolvers/**/*.ts'],
    ...appsync.configs.recommended,
    languageOptions: {
      ...appsync.configs.recommended.languageOptions,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
  },
];
